using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Signals;

namespace FusionScorer.Pipeline.Workers;

/// <summary>What must be equal wherever a run's jobs are done, so that each machine reads the same in the same clip.</summary>
/// <param name="Program">The program's version.</param>
/// <param name="Policy">Hash of the active policy.</param>
/// <param name="Signals">By signal, a hash of its extractor's versions: engine, model, options, lexicons.</param>
internal sealed record RunFacts(string Program, string Policy, SortedDictionary<string, string> Signals)
{
    /// <summary>The version of this program.</summary>
    public static string ThisProgram { get; } =
        typeof(RunFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static RunFacts Of(Project project, IReadOnlyList<ISignalExtractor> extractors)
    {
        var signals = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var extractor in extractors)
            signals[extractor.Signal] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{extractor.Version}\n{extractor.ReadingVersion}")).AsSpan(0, 8));
        return new RunFacts(ThisProgram, project.PolicyRow.Hash, signals);
    }

    public static RunFacts? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, JobJson.Default.RunFacts);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, JobJson.Default.RunFacts);

    /// <summary>Why whoever has these facts cannot work for a run that has others; null when they can.</summary>
    public string? Differs(RunFacts? run)
    {
        if (run is null)
            return "the run was begun by another version of the program; install the same one here";
        if (run.Program != Program)
            return $"the run was begun by version {run.Program} of the program, this is {Program}; install the same one here";
        if (run.Policy != Policy)
            return $"the run was begun under policy {Short(run.Policy)}, here it is {Short(Policy)}; start this worker again, or the run";
        foreach (var signal in run.Signals.Keys.Union(Signals.Keys, StringComparer.Ordinal))
        {
            if (run.Signals.GetValueOrDefault(signal) != Signals.GetValueOrDefault(signal))
                return $"the signal '{signal}' is read otherwise here than where the run was begun: give both the same models (fusion models list), lexicons and settings in fusion.yaml";
        }

        return null;
    }

    private static string Short(string hash) => hash.Length > 8 ? hash[..8] : hash;
}
