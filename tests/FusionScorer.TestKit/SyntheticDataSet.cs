using System.Globalization;
using System.Text;
using FusionScorer.Core.Levels;
using FusionScorer.Core.Randomness;

namespace FusionScorer.TestKit;

/// <summary>A tabular data set from a seeded source: five levels that words, frames, genres, people and viewers all hint at, each missing on some clips.</summary>
public static class SyntheticDataSet
{
    private static readonly string[] Genres = ["Animation|Family", "Family|Comedy", "Adventure", "Drama|Crime", "Horror|Thriller"];

    /// <summary>Writes clips.csv, features.csv, viewers.csv and truth.csv into a folder.</summary>
    public static void Write(string folder, int clips = 200, ulong seed = 1)
    {
        var random = new CounterRandom(seed, 17);

        // In a large library people and viewers are many, each with some dozens of clips.
        int directors = Math.Max(8, clips / 100), actors = Math.Max(20, clips / 50), audience = Math.Max(10, clips / 50);
        var balance = SyntheticVotes.Balance(Taxonomy.Mpaa.Count);
        StringBuilder catalogue = new("clip_id,title,year,duration_min,genres,directors,cast\n"), viewers = new("viewer_id,clip_id,rating\n");
        StringBuilder features = new("clip_id,captions.words,captions.mild,captions.moderate,captions.strong,captions.slur,captions.sexual,nudity.max_score\n");
        var truth = new StringBuilder("clip_id,level\n");
        for (var clip = 0; clip < clips; clip++)
        {
            var level = 0;
            for (var u = random.NextDouble(); level < balance.Length - 1 && u >= balance[level]; level++)
                u -= balance[level];
            Line(truth, $"t{clip},{Taxonomy.Mpaa[level]}");
            Line(catalogue, $"t{clip},\"Clip {clip}, the film\",{1980 + random.NextInt(40)},{80 + random.NextInt(60)},{Genres[Near(level)]},Director {(Near(level) * directors) + random.NextInt(directors)},Actor {(Near(level) * actors) + random.NextInt(actors)}|Actor {random.NextInt(5 * actors)}");
            var words = random.NextDouble() < 0.6 ? $"{3000 + random.NextInt(4000)},{random.NextInt(10)},{random.NextInt(1 + (6 * level))},{random.NextInt(1 + (4 * Math.Max(0, level - 1)))},0,{random.NextInt(1 + level)}" : ",,,,,";
            var frames = random.NextDouble() < 0.7 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Min(1, random.NextDouble() * 0.25 * (1 + level)):0.00}") : "";
            Line(features, $"t{clip},{words},{frames}");
            for (var i = random.NextInt(6); i >= 0; i--)
                Line(viewers, $"v{(Near(level) * audience) + random.NextInt(audience)},t{clip},{1 + random.NextInt(5)}");
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "clips.csv"), catalogue.ToString());
        File.WriteAllText(Path.Combine(folder, "features.csv"), features.ToString());
        File.WriteAllText(Path.Combine(folder, "viewers.csv"), viewers.ToString());
        File.WriteAllText(Path.Combine(folder, "truth.csv"), truth.ToString());

        // The level itself, or now and then a neighbour.
        int Near(int level) => Math.Clamp(level + (random.NextDouble() < 0.7 ? 0 : random.NextInt(3) - 1), 0, balance.Length - 1);
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
