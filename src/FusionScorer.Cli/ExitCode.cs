namespace FusionScorer.Cli;

/// <summary>Exit codes of every command.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Unexpected = 1;
    public const int BadInput = 2;
    public const int SomeClipsFailed = 3;
    public const int Cancelled = 130;
}
