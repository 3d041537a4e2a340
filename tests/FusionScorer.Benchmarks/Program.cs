using System.Globalization;
using BenchmarkDotNet.Running;
using FusionScorer.Benchmarks;
using FusionScorer.Benchmarks.Soak;
using FusionScorer.Benchmarks.Stores;

// `jobs [COUNT]` what the broker carries, `workers [FOLDER]` what work on many machines costs, `quick [--json]` measures a few figures within minutes, `growth` how the label model grows, `graph [CLIPS]` links of a million clips, `explain [CLIPS]`
// the reasons that they give, `graph-growth` how propagation grows, `links DATASET [DECISIONS]` what links alone tell of levels, `desk PROJECT [CLIPS]` the desk of a large library,
// `review PROJECT [REVIEWERS [SECONDS]]` many reviewers over HTTP, `review-browser PROJECT [DECISIONS]` one reviewer in Chromium, `tuning [PROJECT [CLIPS]]` what a policy owner waits for,
// `stores [CLIPS [EVIDENCE]] [--store sqlite|postgres] [--growth]` the whole way of a large project on each store,
// `soak MINUTES [--services] [--csv FILE]` whether anything grows under steady work; anything else goes to BenchmarkDotNet (`--filter '*'`).
if (args is ["quick", ..])
{
    QuickRun.Print(Console.Out, json: args.Contains("--json", StringComparer.Ordinal));
    return 0;
}

if (args is ["jobs", .. var jobs])
{
    await JobsRun.PrintAsync(Console.Out, jobs is [var many] ? int.Parse(many, CultureInfo.InvariantCulture) : JobsRun.Usual);
    return 0;
}

if (args is ["workers", .. var clipFolder])
{
    await WorkersRun.PrintAsync(Console.Out, clipFolder is [var named] ? named : null);
    return 0;
}

if (args is ["growth"])
{
    GrowthRun.Print(Console.Out);
    return 0;
}

if (args is ["links", var folder, .. var count])
{
    LinkAccuracyRun.Print(Console.Out, folder, count is [var decisions] ? int.Parse(decisions, CultureInfo.InvariantCulture) : 200);
    return 0;
}

if (args is ["graph-growth"])
{
    PropagationRun.PrintGrowth(Console.Out);
    return 0;
}

if (args is ["graph", .. var size])
{
    GraphRun.Print(Console.Out, size is [var clips] ? int.Parse(clips, CultureInfo.InvariantCulture) : GraphRun.Million);
    return 0;
}

if (args is ["desk", var project, .. var number])
{
    DeskRun.Print(Console.Out, project, number is [var clips] ? int.Parse(clips, CultureInfo.InvariantCulture) : DeskRun.UsualClips);
    return 0;
}

if (args is ["browse", var library, .. var clipCount])
{
    BrowseRun.Print(Console.Out, library, clipCount is [var wanted] ? int.Parse(wanted, CultureInfo.InvariantCulture) : DeskRun.UsualClips);
    return 0;
}

if (args is ["web", var address, var name, var password])
{
    await WebRun.PrintAsync(Console.Out, address, name, password);
    return 0;
}

if (args is ["review", var at, .. var load])
{
    var numbers = load.Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
    await ReviewLoad.PrintAsync(Console.Out, at, numbers is [var reviewers, ..] ? reviewers : 50, numbers is [_, var seconds] ? seconds : 300);
    return 0;
}

if (args is ["review-browser", var place, .. var keys])
{
    await ReviewBrowserRun.PrintAsync(Console.Out, place, keys is [var presses] ? int.Parse(presses, CultureInfo.InvariantCulture) : 100);
    return 0;
}

if (args is ["tuning", .. var tuned])
{
    if (tuned is [var where, .. var many])
        TuningRun.Print(Console.Out, where, many is [var clips] ? int.Parse(clips, CultureInfo.InvariantCulture) : DeskRun.UsualClips);
    else
        TuningRun.Print(Console.Out);
    return 0;
}

if (args is ["explain", .. var few])
{
    ExplainRun.Print(Console.Out, few is [var clips] ? int.Parse(clips, CultureInfo.InvariantCulture) : GraphRun.Million);
    return 0;
}

if (args is ["stores", .. var words])
{
    await StoresRun.PrintAsync(Console.Out, words);
    return 0;
}

if (args is [StoresRun.FillWord, var filled, var rows])
{
    StoresRun.Fill(Console.Out, filled, rows);
    return 0;
}

if (args is ["soak", .. var soaked])
    return await SoakRun.PrintAsync(Console.Out, soaked);

if (args is [SoakExtraction.Word, var extracted])
{
    await SoakExtraction.RunAsync(Console.Out, extracted);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(args);
return 0;
