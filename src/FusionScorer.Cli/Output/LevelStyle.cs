using FusionScorer.Core.Levels;

namespace FusionScorer.Cli.Output;

/// <summary>Colours of levels, from green (mildest) to red (strictest).</summary>
internal static class LevelStyle
{
    private static readonly string[] Scale = ["green", "chartreuse3", "yellow", "darkorange", "red"];

    /// <summary>A level's name in its colour.</summary>
    public static string Markup(Taxonomy taxonomy, int level) => level < 0
        ? "[grey]-[/]"
        : $"[{Scale[level * (Scale.Length - 1) / (taxonomy.Count - 1)]}]{SafeText.Cell(taxonomy[level])}[/]";

    /// <summary>A posterior as a row of blocks, mildest level first.</summary>
    public static string Bars(Taxonomy taxonomy, ReadOnlySpan<float> posterior)
    {
        const string Blocks = " ▁▂▃▄▅▆▇█";
        var bars = "";
        for (var level = 0; level < posterior.Length; level++)
        {
            var block = Blocks[(int)Math.Round(Math.Clamp(posterior[level], 0, 1) * (Blocks.Length - 1))];
            bars += $"[{Scale[level * (Scale.Length - 1) / (taxonomy.Count - 1)]}]{block}[/]";
        }

        return bars;
    }
}
