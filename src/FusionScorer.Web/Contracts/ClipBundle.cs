namespace FusionScorer.Web.Contracts;

/// <summary>One clip with all that is known of it. Text is plain and hostile.</summary>
public sealed record ClipBundle
{
    public required string Clip { get; init; }

    public required string Title { get; init; }

    public string? Path { get; init; }

    public int? Year { get; init; }

    public long? DurationMs { get; init; }

    public required IReadOnlyList<string> Genres { get; init; }

    public required IReadOnlyList<string> Directors { get; init; }

    public required IReadOnlyList<string> Cast { get; init; }

    public required IReadOnlyList<string> Writers { get; init; }

    public string? ImdbId { get; init; }

    public string? StatedRating { get; init; }

    public required LevelNow Level { get; init; }

    public required IReadOnlyList<float> Posterior { get; init; }

    public ConflictView? Conflict { get; init; }

    public PickView? Pick { get; init; }

    public AccountView? Account { get; init; }

    public required IReadOnlyList<SignalView> Signals { get; init; }

    public required IReadOnlyList<EvidenceView> Evidence { get; init; }

    public required IReadOnlyList<Track> Captions { get; init; }

    public Track? Transcript { get; init; }

    public LinkAnswer? Links { get; init; }

    public required IReadOnlyList<DecisionView> History { get; init; }

    public MediaView? Media { get; init; }

    public ClaimToken? Claim { get; init; }

    public Held? Held { get; init; }

    public Draft? Draft { get; init; }

    public required string Policy { get; init; }

    public required IReadOnlyList<string> Levels { get; init; }
}

/// <summary>The level of a clip and who says so.</summary>
public sealed record LevelNow(string? Name, string Source, string Status, bool ModelDisagrees, string? ModelLevel);

/// <summary>The two signals that contradict each other most.</summary>
public sealed record ConflictView(double Value, string Milder, string Stricter);

/// <summary>Why a clip was chosen.</summary>
public sealed record PickView(string Strategy, double? Score, string Reason, bool Audit, double? InclusionProbability, long? Batch);

/// <summary>What is needed beside the signals' contributions to make the posterior.</summary>
public sealed record AccountView(IReadOnlyList<double> Bias, double Temperature);

/// <summary>What a signal says of a clip.</summary>
public sealed record SignalView(string Name, string Status, string Note, IReadOnlyList<VoteView> Votes, double Weight, IReadOnlyList<double>? Contribution, int Evidence);

/// <summary>What a labelling function says.</summary>
public sealed record VoteView(string Function, string Outcome, string? Levels, string? Rule);

/// <summary>One fact. Parts of the text to mask are [start, length].</summary>
public sealed record EvidenceView(int N, string Signal, string Kind, double Score, string Text, IReadOnlyList<int[]> Mask, long? StartMs, long? EndMs, string? Thumbnail);

/// <summary>Lines that are read or heard.</summary>
public sealed record Track(string Source, string? Language, IReadOnlyList<CueView> Cues);

/// <summary>One line.</summary>
public sealed record CueView(long StartMs, long EndMs, string Text, IReadOnlyList<Mark> Marks);

/// <summary>A profane part of a line; written as [start, length, kind].</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(MarkConverter))]
public readonly record struct Mark(int Start, int Length, string Kind);

/// <summary>Why links moved a clip.</summary>
public sealed record LinkAnswer(string Words, IReadOnlyList<RelationView> Relations);

/// <summary>What one relation says.</summary>
public sealed record RelationView(string Relation, IReadOnlyList<PersonView> People, IReadOnlyList<SharedView> Viewers);

/// <summary>A person who links clips.</summary>
public sealed record PersonView(string Name, double? Contribution, IReadOnlyList<NearClip> Clips);

/// <summary>A clip of known level.</summary>
public sealed record NearClip(string Clip, string Title, string Level);

/// <summary>A known clip that shares viewers.</summary>
public sealed record SharedView(string Clip, string Title, string Level, int Shared);

/// <summary>How the clip can be played.</summary>
public sealed record MediaView(string Kind, string? Reason, string? Url, string? Mime, bool HasVideo, bool HasAudio);

/// <summary>What proves that the clip is held.</summary>
public sealed record ClaimToken(string Token, DateTimeOffset Until);
