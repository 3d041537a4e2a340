using System.Globalization;
using System.Text;
using FusionScorer.Core.Levels;

namespace FusionScorer.TestKit;

/// <summary>A world of links as a tabular data set.</summary>
public static class LinkWorldFiles
{
    private const int Full = 1 << 20;

    /// <summary>Writes clips.csv, viewers.csv and truth.csv. Rows of viewers come in a scattered order of clips.</summary>
    public static void Write(LinkWorld world, string folder)
    {
        Directory.CreateDirectory(folder);
        var links = new LinkWorld.ClipDraw();
        using (var clips = new Rows(Path.Combine(folder, "clips.csv"), "clip_id,title,year,duration_min,genres,directors,cast"))
        using (var truth = new Rows(Path.Combine(folder, "truth.csv"), "clip_id,level"))
        {
            for (var clip = 0; clip < world.Clips; clip++)
            {
                world.DrawClip(clip, links);
                clips.Text.Append(CultureInfo.InvariantCulture, $"t{clip},Clip {clip},{1960 + (clip % 60)},{80 + (clip % 50)},,");
                clips.Names("Director ", links.Directors);
                clips.Text.Append(',');
                clips.Names("Actor ", links.Cast);
                clips.End();
                truth.Text.Append(CultureInfo.InvariantCulture, $"t{clip},{Taxonomy.Mpaa[world.Truth[clip]]}");
                truth.End();
            }
        }

        using var viewers = new Rows(Path.Combine(folder, "viewers.csv"), "viewer_id,clip_id,rating");
        for (var i = 0; i < world.Clips; i++)
        {
            var clip = (int)(i * 7_368_787L % world.Clips);
            world.DrawClip(clip, links);
            for (var k = 0; k < links.Viewers.Count; k++)
            {
                viewers.Text.Append('v').Append(links.Viewers[k]).Append(",t").Append(clip).Append(',').Append(links.Ratings[k] / 2);
                viewers.Text.Append(links.Ratings[k] % 2 == 0 ? "" : ".5");
                viewers.End();
            }
        }
    }

    private sealed class Rows : IDisposable
    {
        private readonly StreamWriter _file;

        public Rows(string path, string header)
        {
            _file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Full) { NewLine = "\n" };
            _file.WriteLine(header);
        }

        public StringBuilder Text { get; } = new();

        public void Names(string kind, List<int> numbers)
        {
            for (var i = 0; i < numbers.Count; i++)
                Text.Append(i == 0 ? "" : "|").Append(kind).Append(numbers[i]);
        }

        public void End()
        {
            Text.Append('\n');
            if (Text.Length >= Full)
                Flush();
        }

        public void Dispose()
        {
            Flush();
            _file.Dispose();
        }

        private void Flush()
        {
            _file.Write(Text);
            Text.Clear();
        }
    }
}
