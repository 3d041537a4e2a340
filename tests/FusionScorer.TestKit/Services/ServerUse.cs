namespace FusionScorer.TestKit.Services;

/// <summary>Tells whoever runs the tests which servers they started, so that tests that were skipped cannot pass for tests that ran.</summary>
public static class ServerUse
{
    /// <summary>The variable with the file that takes the names, one a line.</summary>
    public const string Variable = "FUSION_TEST_SERVERS";

    /// <summary>Notes that a server has been started.</summary>
    public static void Note(string server)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
            return;

        // Test assemblies run at the same time; a short line appended is written whole.
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Write(System.Text.Encoding.UTF8.GetBytes(server + "\n"));
    }
}
