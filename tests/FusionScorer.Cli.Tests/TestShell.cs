using FusionScorer.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Cli.Tests;

/// <summary>Runs commands in this process, on a fixed clock, in a folder of their own.</summary>
internal sealed class TestShell : IDisposable
{
    private const int Width = 130;
    private readonly TempFolder _folder = new();

    public string Folder => _folder.Path;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public string At(params ReadOnlySpan<string> parts) => _folder.At(parts);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>What whoever sits at the shell types.</summary>
    public string Typed { get; set; } = "";

    /// <summary>Runs <c>fusion ARGS</c> and returns its exit code and what it wrote.</summary>
    public async Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var shell = new Shell
        {
            Out = output,
            Error = error,
            In = new StringReader(Typed),
            Clock = Clock,
            Folder = Folder,
            Environment = name => name switch
            {
                "NO_COLOR" => "1",
                "COLUMNS" => $"{Width}",
                "FUSION_REVIEWER" => "tester",
                "PATH" => Environment.GetEnvironmentVariable("PATH"),
                "FUSION_VERBOSE" => "1",
                "XDG_DATA_HOME" => At(".data"),
                _ => null,
            },
        };
        var code = await FusionCli.RunAsync(arguments, shell);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that must succeed and returns its standard output.</summary>
    public async Task<string> OkAsync(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.True(code == ExitCode.Done, $"fusion {string.Join(' ', arguments)} ended with {code}: {error}");
        return output;
    }

    public void Dispose() => _folder.Dispose();
}
