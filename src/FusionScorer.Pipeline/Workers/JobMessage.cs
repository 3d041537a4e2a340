using System.Text.Json;
using System.Text.Json.Serialization;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Extraction;

namespace FusionScorer.Pipeline.Workers;

/// <summary>A job as it travels. It names all that a worker needs, so that no worker reads the whole catalogue.</summary>
/// <param name="V">The version of this shape.</param>
/// <param name="Run">The run.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Signals">What to read.</param>
/// <param name="Next">What to read in the stage after this one; empty when that is not needed.</param>
/// <param name="Force">Read it whether or not it is there.</param>
/// <param name="RetryFailed">Read it also where it failed before.</param>
/// <param name="Clip">The clip.</param>
/// <param name="Facts">What the worker must equal.</param>
internal sealed record JobMessage(
    int V, string Run, string Stage, IReadOnlyList<string> Signals, IReadOnlyList<string> Next, bool Force, bool RetryFailed, JobClip Clip, RunFacts Facts)
{
    public const int Version = 1;

    private const int MostBytes = 1 << 20;

    [JsonIgnore]
    public JobKey Key => new(Run, Clip.No, Stage);

    /// <summary>The job after this one; null when there is none.</summary>
    public JobMessage? Then() => Stage == JobStage.Files && Next.Count > 0 ? this with { Stage = JobStage.Decoding, Signals = Next, Next = [] } : null;

    public ReadOnlyMemory<byte> ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, JobJson.Default.JobMessage);

    /// <summary>Reads a message.</summary>
    /// <returns>Null when it is no job of this version of the program.</returns>
    public static JobMessage? Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MostBytes)
            return null;
        try
        {
            var job = JsonSerializer.Deserialize(body.Span, JobJson.Default.JobMessage);
            return job is { V: Version, Run: not null, Signals: not null, Next: not null, Facts.Signals: not null, Clip: { Root: not null, Path: not null, Captions: not null } }
                && JobStage.All.Contains(job.Stage, StringComparer.Ordinal) ? job : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The version of a message that <see cref="Read"/> cannot read, where it is newer than this program's.</summary>
    public static bool IsNewer(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("v", out var v) && v.TryGetInt32(out var version) && version > Version;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}

/// <summary>A clip as it travels.</summary>
/// <param name="No">Its number in the store.</param>
/// <param name="Id">Its public id.</param>
/// <param name="Root">Name of its library root; where that lies is for each machine to say.</param>
/// <param name="Path">Its path there, with forward slashes.</param>
/// <param name="Fingerprint">Fingerprint of its media file.</param>
/// <param name="Captions">Its caption files.</param>
internal sealed record JobClip(long No, string Id, string Root, string Path, string Fingerprint, IReadOnlyList<JobFile> Captions)
{
    public static JobClip Of(Clip clip, IEnumerable<LibraryFile> captions) => new(
        clip.No, clip.ClipId, clip.Root!, clip.Path!, clip.Fingerprint ?? "", [.. captions.Select(file => new JobFile(file.Path, file.Hash))]);

    public Clip ToClip() => new(No, Id, Root, Path, Fingerprint, ClipMetadata.Empty);
}

/// <summary>A caption file as it travels.</summary>
internal sealed record JobFile(string Path, string Hash);

/// <summary>What a job found, as the store keeps it.</summary>
/// <param name="MediaMs">The clip's duration, 0 when unknown.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="Signals">What became of each signal.</param>
internal sealed record JobResult(long MediaMs, double Seconds, IReadOnlyList<SignalExtraction> Signals)
{
    public static string ToJson(ClipExtraction done) =>
        JsonSerializer.Serialize(new JobResult(done.MediaMs, done.Took.TotalSeconds, done.Signals), JobJson.Default.JobResult);

    public static JobResult? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize(json, JobJson.Default.JobResult);
}

/// <summary>Source-generated JSON of what travels: no reflection at start-up.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(JobMessage))]
[JsonSerializable(typeof(JobResult))]
[JsonSerializable(typeof(RunFacts))]
internal sealed partial class JobJson : JsonSerializerContext;
