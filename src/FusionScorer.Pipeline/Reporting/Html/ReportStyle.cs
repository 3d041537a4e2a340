namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>How a report looks: light, dark and on paper.</summary>
internal static class ReportStyle
{
    /// <summary>Hues of Okabe and Ito's colour-blind-safe palette, darkened or lightened until each has a contrast of 4.5 on its paper; lines differ in dashes as well.</summary>
    public const string Css = """

        :root { color-scheme: light dark; --paper: #ffffff; --card: #f4f6f8; --ink: #1d2229; --muted: #55606b; --rule: #d5dbe1; --soft: #7d90a1; --c1: #0069a8; --c2: #b04a00; --c3: #00735c; --c4: #96366f; --link: #005a9c }
        @media (prefers-color-scheme: dark) { :root { --paper: #12161b; --card: #1b2128; --ink: #e7ecf1; --muted: #a7b1bc; --rule: #38424d; --soft: #6f8294; --c1: #56b4e9; --c2: #f29a4e; --c3: #35c79d; --c4: #e59bc9; --link: #7cc4f5 } }
        @media print { :root { color-scheme: light; --paper: #ffffff; --card: #f4f6f8; --ink: #1d2229; --muted: #55606b; --rule: #d5dbe1; --soft: #7d90a1; --c1: #0069a8; --c2: #b04a00; --c3: #00735c; --c4: #96366f; --link: #1d2229 } }
        * { box-sizing: border-box }
        html { background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; -webkit-text-size-adjust: 100% }
        body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 3rem }
        h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .25rem; overflow-wrap: anywhere }
        h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--rule) }
        h3 { font-size: 1.05rem; margin: 1.5rem 0 .4rem }
        p { margin: .4rem 0 .8rem; max-width: 46rem }
        a { color: var(--link) }
        code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .9em; overflow-wrap: anywhere }
        .muted, figcaption, caption { color: var(--muted) }
        .facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0 }
        .facts dt { color: var(--muted) }
        .facts dd { margin: 0; overflow-wrap: anywhere }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.4rem, 1fr)); gap: .75rem; margin: 1rem 0; padding: 0; list-style: none }
        .cards li { background: var(--card); border: 1px solid var(--rule); border-radius: .5rem; padding: .7rem .9rem }
        .cards b { display: block; font-size: 1.5rem; line-height: 1.3 }
        .cards span { display: block; color: var(--muted); font-size: .9rem }
        .gaps { border-left: .25rem solid var(--c2); background: var(--card); padding: .6rem 1rem .6rem 2rem; margin: 1rem 0; border-radius: 0 .4rem .4rem 0 }
        .gaps code { white-space: nowrap }
        nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; padding: 0; margin: 1rem 0; list-style: none }
        figure { margin: 1rem 0 }
        figcaption { font-size: .9rem; max-width: 46rem }
        svg { display: block; width: 100%; height: auto; max-width: 50rem }
        .half svg { max-width: 32rem }
        .scroll { overflow-x: auto; margin: .75rem 0 }
        table { border-collapse: collapse; font-size: .88rem; font-variant-numeric: tabular-nums }
        caption { text-align: left; padding-bottom: .25rem }
        th, td { padding: .25rem .8rem .25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule) }
        th { font-weight: 600 }
        tbody th { font-weight: 400 }
        .number { text-align: right }
        td.number { white-space: nowrap }
        .tag { white-space: nowrap }
        .wide { min-width: 14rem; overflow-wrap: anywhere }
        details { margin: .5rem 0 }
        summary { cursor: pointer; color: var(--link) }
        text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: var(--ink) }
        .tick { fill: var(--muted); font-size: 12px }
        .value { fill: var(--ink) }
        .grid { stroke: var(--rule); fill: none }
        .axis { stroke: var(--muted); fill: none }
        .line { stroke: currentColor; fill: none; stroke-width: 2.2; stroke-linejoin: round }
        .dash .line { stroke-dasharray: 7 4 }
        .dots .line { stroke-dasharray: 2 4; stroke-linecap: round }
        .dot { fill: currentColor; stroke: var(--paper) }
        .dash .dot { fill: var(--paper); stroke: currentColor; stroke-width: 2 }
        .whisker { stroke: currentColor; stroke-width: 2.2; fill: none }
        .rule { stroke: var(--muted); stroke-dasharray: 3 4; fill: none }
        .bar { fill: currentColor; stroke: var(--paper) }
        .name { fill: currentColor; font-weight: 600 }
        .c0 { color: var(--soft) } .c1 { color: var(--c1) } .c2 { color: var(--c2) } .c3 { color: var(--c3) } .c4 { color: var(--c4) } .ink { color: var(--ink) }
        .name.c0 { fill: var(--muted) }
        .cell { fill: var(--c1) }
        .frame { fill: none; stroke: var(--rule) }
        footer { margin-top: 3rem; border-top: 1px solid var(--rule); padding-top: .75rem; font-size: .85rem; color: var(--muted) }
        @media screen and (max-width: 40rem) { figure { overflow-x: auto } svg { min-width: 36rem } .half svg { min-width: 22rem } }
        @media print {
          html { font-size: 10.5pt }
          body { max-width: none; padding: 0 }
          nav { display: none }
          h2 { break-after: avoid } h3 { break-after: avoid }
          figure, p, .cards, .gaps, .short, tr { break-inside: avoid }
          section p { break-after: avoid }
          svg { max-width: 15cm } .half svg { max-width: 9cm }
          .cards { grid-template-columns: repeat(5, 1fr); gap: .4rem }
          .cards b { font-size: 1.2rem }
          thead { display: table-header-group }
          .scroll { overflow: visible }
          .bar, .cell, .dot, .cards li, .gaps { print-color-adjust: exact; -webkit-print-color-adjust: exact }
          summary { display: none }
          details::details-content { content-visibility: visible; display: block; height: auto }
          a { color: inherit; text-decoration: none }
          @page { margin: 16mm 14mm }
        }

        """;
}
