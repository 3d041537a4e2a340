using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Voting;

namespace FusionScorer.Core.Classification;

/// <summary>Design columns from raw features: rates and logs, derived in this one place.</summary>
/// <remarks>Missing stays apart from zero: a signal has a column that says whether it was read, and its other columns hold 0 (its mean is taken out later) where it was not.</remarks>
internal static class SignalColumns
{
    /// <summary>The grades of profanity that captions and speech count.</summary>
    public static readonly ImmutableArray<string> Grades = ["mild", "moderate", "strong", "slur", "sexual"];

    /// <summary>The release year of a clip.</summary>
    public const string Year = SignalNames.Metadata + ".year";

    private const int MostGenres = 64;

    /// <summary>Adds the columns of every signal that the table has.</summary>
    /// <param name="columns">Where to.</param>
    /// <param name="features">Raw features of n clips.</param>
    /// <param name="since">Years in which levels were introduced: what was made before is told apart.</param>
    public static void Add(DesignColumns columns, FeatureTable features, ImmutableArray<double> since)
    {
        AddGenres(columns, features);
        AddLanguage(columns, features, SignalNames.Captions);
        AddLanguage(columns, features, SignalNames.Speech);
        AddMetadata(columns, features, since);
        foreach (var signal in Signals(features).Where(signal => signal is not (SignalNames.Genre or SignalNames.Captions or SignalNames.Speech or SignalNames.Metadata)))
            AddNumbers(columns, features, signal);
    }

    /// <summary>Words of a grade in a thousand, on a log scale: ln(1 + 1000 count / words); 0 where not read.</summary>
    public static float LogRate(FeatureTable features, int row, string signal, string grade)
    {
        var count = features.Get(row, $"{signal}.{grade}");
        var words = features.Get(row, $"{signal}.words");
        return float.IsNaN(words) ? 0 : MathF.Log(1 + (1000 * (float.IsNaN(count) ? 0 : count) / Math.Max(1, words)));
    }

    private static IEnumerable<string> Signals(FeatureTable features) => features.Columns
        .Select(name => FeatureName.SignalOf(name).ToString()).Where(signal => !SignalNames.IsLink(signal))
        .Distinct(StringComparer.Ordinal);

    private static void AddGenres(DesignColumns columns, FeatureTable features)
    {
        var common = features.Columns.Where(FeatureTable.IsOneHot)
            .Select(name => (Name: name, Count: Count(features.Column(name)))).Where(genre => genre.Count > 1)
            .OrderByDescending(genre => genre.Count).ThenBy(genre => genre.Name, StringComparer.Ordinal).Take(MostGenres)
            .Select(genre => genre.Name).Order(StringComparer.Ordinal);
        foreach (var name in common)
            columns.Add(SignalNames.Genre, SignalNames.Genre, name, Fill(features, name, value => value));
    }

    private static void AddLanguage(DesignColumns columns, FeatureTable features, string signal)
    {
        var words = features.Column($"{signal}.words");
        if (words.IsEmpty)
            return;
        columns.Add(signal, signal, $"{signal}.read", Read(words));
        foreach (var grade in Grades)
        {
            var rate = new float[features.Rows];
            for (var row = 0; row < rate.Length; row++)
                rate[row] = LogRate(features, row, signal, grade);
            columns.Add(signal, signal, $"{signal}.{grade} (log)", Fill(features, $"{signal}.{grade}", value => MathF.Log(1 + Math.Max(0, value))));
            columns.Add(signal, signal, $"{signal}.{grade} (log per 1000 words)", rate);
        }
    }

    private static void AddMetadata(DesignColumns columns, FeatureTable features, ImmutableArray<double> since)
    {
        foreach (var name in features.Columns.Where(name => FeatureName.SignalOf(name) is SignalNames.Metadata))
            columns.Add(SignalNames.Metadata, SignalNames.Metadata, name, Fill(features, name, value => value, Median(features.Column(name))));
        foreach (var year in since.Where(double.IsFinite).Distinct())
            columns.Add(SignalNames.Metadata, SignalNames.Metadata, FormattableString.Invariant($"before {year}"), Fill(features, Year, value => value < year ? 1 : 0));
    }

    /// <summary>Any other signal: whether it was read, each number, and the square of those on a scale from 0 to 1; larger numbers on a log scale.</summary>
    private static void AddNumbers(DesignColumns columns, FeatureTable features, string signal)
    {
        var names = features.Columns.Where(name => FeatureName.SignalOf(name).SequenceEqual(signal)).ToArray();
        columns.Add(signal, signal, $"{signal}.read", [.. Enumerable.Range(0, features.Rows).Select(row => features.IsPresent(row, signal) ? 1f : 0f)]);
        foreach (var name in names)
        {
            var unit = IsUnit(features.Column(name));
            columns.Add(signal, signal, name, Fill(features, name, value => unit ? value : MathF.CopySign(MathF.Log(1 + MathF.Abs(value)), value)));
            if (unit)
                columns.Add(signal, signal, $"{name} (squared)", Fill(features, name, value => value * value));
        }
    }

    private static int Count(ReadOnlySpan<float> column)
    {
        var count = 0;
        foreach (var value in column)
            count += value > 0 ? 1 : 0;
        return count;
    }

    private static bool IsUnit(ReadOnlySpan<float> column)
    {
        foreach (var value in column)
        {
            if (value is < 0 or > 1)
                return false;
        }

        return true;
    }

    private static float Median(ReadOnlySpan<float> column)
    {
        var known = column.ToArray().Where(value => !float.IsNaN(value)).Order().ToArray();
        return known.Length == 0 ? 0 : known[known.Length / 2];
    }

    private static float[] Read(ReadOnlySpan<float> column)
    {
        var read = new float[column.Length];
        for (var row = 0; row < read.Length; row++)
            read[row] = float.IsNaN(column[row]) ? 0 : 1;
        return read;
    }

    private static float[] Fill(FeatureTable features, string name, Func<float, float> map, float missing = 0)
    {
        var column = features.Column(name);
        var values = new float[features.Rows];
        for (var row = 0; row < values.Length; row++)
        {
            var value = column.IsEmpty ? float.NaN : column[row];
            values[row] = float.IsNaN(value) ? (missing == 0 ? 0 : map(missing)) : map(value);
        }

        return values;
    }
}
