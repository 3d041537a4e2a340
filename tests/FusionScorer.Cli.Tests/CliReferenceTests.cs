using FusionScorer.Cli.Output;
using FusionScorer.TestKit;

namespace FusionScorer.Cli.Tests;

/// <summary>docs/cli.md is what the program offers; FUSION_UPDATE_SNAPSHOTS=1 writes it anew.</summary>
public sealed class CliReferenceTests
{
    [Fact]
    public void Reference_IsThePrograms()
    {
        var shell = new Shell { Out = TextWriter.Null, Error = TextWriter.Null, Clock = TimeProvider.System, Environment = _ => null, Folder = Repository.Root };

        Snapshot.MatchFile(Path.Combine(Repository.Root, "docs", "cli.md"), CliReference.Markdown(FusionCli.MakeRoot(shell)));
    }
}
