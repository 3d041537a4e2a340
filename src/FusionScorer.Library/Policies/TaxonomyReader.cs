using System.Collections.Immutable;
using FusionScorer.Core.Levels;

namespace FusionScorer.Library.Policies;

/// <summary>Reads <c>taxonomy:</c> of a policy: levels, and what is known of them.</summary>
internal static class TaxonomyReader
{
    private static readonly string[] Keys = ["name", "levels", "since", "ages", "spellings"];

    /// <summary>The levels with their ages and spellings; MPAA where there is none.</summary>
    public static Taxonomy Read(SettingReader reader, Setting? setting)
    {
        if (setting is null)
            return Taxonomy.Mpaa;
        var map = reader.Map(setting, "taxonomy", Keys);
        if (map["levels"] is not { } list)
            throw reader.At(setting.Line, "taxonomy names no levels; add 'levels: [G, PG, …]', mildest first");
        var levels = reader.Texts(list, "taxonomy.levels");
        var name = map["name"] is { } text ? reader.Text(text, "taxonomy.name") : "custom";
        var taxonomy = At(reader, list.Line, () => Taxonomy.Create(name, levels.Select(level => level.Value)));
        if (map["ages"] is { } ages and not TextSetting { IsNothing: true })
            taxonomy = ReadAges(reader, ages, taxonomy);
        return map["spellings"] is { } spellings ? ReadSpellings(reader, spellings, taxonomy) : taxonomy;
    }

    /// <summary>The year since which each level is given; empty where none is stated.</summary>
    public static ImmutableArray<double> Since(SettingReader reader, Setting? setting, Taxonomy taxonomy)
    {
        if (setting is null || reader.Map(setting, "taxonomy", Keys)["since"] is not { } years)
            return [];
        var since = Enumerable.Repeat(double.NegativeInfinity, taxonomy.Count).ToArray();
        foreach (var (name, line, value) in reader.AnyMap(years, "taxonomy.since").Entries)
            since[Level(reader, taxonomy, name, line)] = reader.Whole(value, $"the year of {name}", 1, 1800, 3000);
        return since.All(double.IsNegativeInfinity) ? [] : [.. since];
    }

    private static Taxonomy ReadAges(SettingReader reader, Setting setting, Taxonomy taxonomy)
    {
        var ages = new int[taxonomy.Count];
        Array.Fill(ages, -1);
        foreach (var (name, line, value) in reader.AnyMap(setting, "taxonomy.ages").Entries)
            ages[Level(reader, taxonomy, name, line)] = reader.Whole(value, $"the age of {name}", 0, 0, 99);
        return Array.IndexOf(ages, -1) is var missing and >= 0
            ? throw reader.At(setting.Line, $"ages says nothing of {taxonomy[missing]}; give each level an age, or leave 'ages' out")
            : At(reader, setting.Line, () => taxonomy.WithAges(ages));
    }

    private static Taxonomy ReadSpellings(SettingReader reader, Setting setting, Taxonomy taxonomy)
    {
        var spellings = Enumerable.Range(0, taxonomy.Count).Select(_ => new List<string>()).ToArray();
        foreach (var (name, line, value) in reader.AnyMap(setting, "taxonomy.spellings").Entries)
            spellings[Level(reader, taxonomy, name, line)].AddRange(reader.Texts(value, $"the spellings of {name}").Select(text => text.Value));
        return At(reader, setting.Line, () => taxonomy.WithSpellings(spellings));
    }

    private static int Level(SettingReader reader, Taxonomy taxonomy, string name, int line) => taxonomy.TryParse(name, out var level)
        ? level
        : throw reader.At(line, $"unknown level '{name}'; the levels are {string.Join(", ", taxonomy.Levels)}");

    private static Taxonomy At(SettingReader reader, int line, Func<Taxonomy> make)
    {
        try
        {
            return make();
        }
        catch (FormatException exception)
        {
            throw reader.At(line, exception.Message);
        }
    }
}
