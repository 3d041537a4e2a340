namespace FusionScorer.Cli.Tests;

/// <summary>A tabular data set of twelve clips with everything in it.</summary>
internal static class SmallDataSet
{
    public static void Write(TestShell shell)
    {
        var clips = "clip_id,title,year,duration_min,genres,directors,cast\n";
        var features = "clip_id,captions.words,captions.mild,captions.moderate,captions.strong,captions.slur,captions.sexual,nudity.max_score\n";
        var viewers = "viewer_id,clip_id,rating\n";
        for (var i = 0; i < 12; i++)
        {
            clips += $"c{i},Clip {i},{1990 + i},95,{(i % 2 == 0 ? "Horror|Drama" : "Family")},Director {i % 3},Actor {i % 5}|Actor {i % 4}\n";
            features += $"c{i},5000,{i % 5},{(i % 3 == 0 ? 12 : 0)},{(i % 3 == 0 ? 8 : 0)},0,0,{(i % 4 == 0 ? "0.7" : i % 4 == 1 ? "" : "0.05")}\n";
            for (var viewer = 0; viewer < 8; viewer++)
                viewers += (i + viewer) % 3 == 0 || i < 2 ? $"v{viewer},c{i},{viewer % 5}\n" : "";
        }

        shell.Write("data/clips.csv", clips);
        shell.Write("data/features.csv", features);
        shell.Write("data/viewers.csv", viewers);
        shell.Write("data/truth.csv", "clip_id,level\nc0,R\nc1,PG\nc2,PG-13\n");
    }
}
