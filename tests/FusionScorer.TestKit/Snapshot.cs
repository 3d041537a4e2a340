using System.Runtime.CompilerServices;
using Xunit;

namespace FusionScorer.TestKit;

/// <summary>Compares what people see with what was looked at and committed. FUSION_UPDATE_SNAPSHOTS=1 writes the files anew.</summary>
public static class Snapshot
{
    /// <summary>Compares a text with <c>Snapshots/NAME.txt</c> beside the calling test.</summary>
    public static void Match(string name, string text, [CallerFilePath] string test = "") =>
        MatchFile(Path.Combine(Path.GetDirectoryName(test)!, "Snapshots", $"{name}.txt"), text);

    /// <summary>Compares a text with a file.</summary>
    public static void MatchFile(string path, string text)
    {
        text = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
        if (Environment.GetEnvironmentVariable("FUSION_UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        Assert.True(File.Exists(path), $"there is no {path}; look at the output and write it with FUSION_UPDATE_SNAPSHOTS=1:\n{text}");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }
}
