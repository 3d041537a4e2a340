using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using System.Runtime.InteropServices;
using FusionScorer.Cli.Output;
using FusionScorer.Pipeline.Engines;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion --version</c>: the program's version, and those of all engines and models that are found.</summary>
internal static class VersionOption
{
    /// <summary>The program's version, without the commit that builds append.</summary>
    public static string Program { get; } =
        (typeof(VersionOption).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+')[0];

    public static Option<bool> Create(CommonOptions common) => new("--version")
    {
        Description = "The versions of the program, its engines and models.",
        Arity = ArgumentArity.Zero,
        Action = new Show(common),
    };

    /// <summary>Whether a command line asks for it.</summary>
    public static bool IsAsked(ParseResult parsed) => parsed.Action is Show;

    private sealed class Show(CommonOptions common) : AsynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override async Task<int> InvokeAsync(ParseResult parseResult, CancellationToken cancellationToken = default)
        {
            IReadOnlyList<Engine> engines =
            [
                .. await EngineCheck.AllAsync(common.Shell.Environment, common.Shell.Clock, cancellationToken),
                .. EngineCheck.OtherModels(common.Shell.Environment, common.Shell.Clock),
            ];
            var runtime = RuntimeInformation.FrameworkDescription.Replace(".NET ", "", StringComparison.Ordinal);
            if (common.Json(parseResult))
            {
                JsonOut.Document(common.Shell, "fusion.version/1", json =>
                {
                    json.WriteString("version", Program);
                    json.WriteString("runtime", runtime);
                    json.WriteString("system", RuntimeInformation.RuntimeIdentifier);
                    json.Objects("engines", engines, engine =>
                    {
                        json.WriteString("name", engine.Name);
                        json.WriteBoolean("found", engine.Found);
                        json.WriteString("version", engine.Version);
                    });
                });
                return ExitCode.Done;
            }

            common.Shell.Out.WriteLine($"fusion {Program}");
            common.Shell.Out.WriteLine($".NET {runtime} on {RuntimeInformation.RuntimeIdentifier}");
            foreach (var engine in engines)
                common.Shell.Out.WriteLine($"{SafeText.Plain(engine.Name)} {(engine.Found ? SafeText.Plain(engine.Version) : "missing")}");
            return ExitCode.Done;
        }
    }
}
