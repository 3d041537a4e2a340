using Spectre.Console;
using Spectre.Console.Rendering;

namespace FusionScorer.Cli.Output;

/// <summary>Renders text without breaking it at the console's width: an error is one line, however long.</summary>
internal sealed class LongLine(IRenderable inner, IAnsiConsole console) : IRenderable
{
    private const int Unbroken = 1_000_000;

    public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        inner.Render(options, console.Profile.Out.IsTerminal ? maxWidth : Unbroken);
}
