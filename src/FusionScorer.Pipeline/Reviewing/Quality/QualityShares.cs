using System.Globalization;
using FusionScorer.Core;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing.Quality;

/// <summary>How much of the review goes into knowing how good it is.</summary>
/// <param name="Second">Share of decided clips that go blind to a second reviewer, 0 to 1.</param>
/// <param name="Hidden">Share of a reviewer's places that hold a clip of known level, 0 to 0.5.</param>
public readonly record struct QualityShares(double Second, double Hidden)
{
    private const string SecondSetting = "quality-second-share";
    private const string HiddenSetting = "quality-hidden-share";
    private const double MostHidden = 0.5;

    /// <summary>What holds until somebody sets something else; hidden clips are asked only where levels are known.</summary>
    public static readonly QualityShares Usual = new(0.1, 0.05);

    /// <summary>The shares of a project.</summary>
    public static QualityShares Of(Project project) => new(Read(project, SecondSetting) ?? Usual.Second, Read(project, HiddenSetting) ?? Usual.Hidden);

    /// <summary>Sets them.</summary>
    /// <exception cref="BadInputException">A share is out of range.</exception>
    public void Save(Project project)
    {
        if (!(Second is >= 0 and <= 1))
            throw new BadInputException($"secondShare must be 0 to 1, not {Second.ToString(CultureInfo.InvariantCulture)}");
        if (!(Hidden is >= 0 and <= MostHidden))
            throw new BadInputException($"hiddenShare must be 0 to 0.5, not {Hidden.ToString(CultureInfo.InvariantCulture)}");
        project.Store.Settings.Set(SecondSetting, Second.ToString("R", CultureInfo.InvariantCulture));
        project.Store.Settings.Set(HiddenSetting, Hidden.ToString("R", CultureInfo.InvariantCulture));
    }

    private static double? Read(Project project, string key) => project.Store.Settings.Get(key) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;
}
