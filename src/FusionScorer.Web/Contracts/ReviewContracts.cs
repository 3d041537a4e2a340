namespace FusionScorer.Web.Contracts;

// The shapes of /api/v1 that reviewing needs; ClientApp/src/api/types.ts has the same, and says what each part means.

/// <summary>What the model is doing; rides on many answers.</summary>
public sealed record ModelState(long Run, string Policy, string State, int Pending, DateTimeOffset? LearnedAt, int Disagreements);

/// <summary>Who holds a clip.</summary>
public sealed record Held(string By, DateTimeOffset Until, bool Mine);

/// <summary>A page of a queue.</summary>
public sealed record QueuePage(int Total, IReadOnlyList<QueueItem> Items, QueueFacets Facets, ModelState Model);

/// <summary>What a queue could be narrowed to, and how many clips that leaves.</summary>
public sealed record QueueFacets(IReadOnlyList<FacetCount> Pairs, IReadOnlyList<FacetCount> Signals, IReadOnlyList<FacetCount> Levels, IReadOnlyList<FacetCount> Statuses);

/// <summary>One choice of a facet.</summary>
public sealed record FacetCount(string Name, int Count);

/// <summary>A clip in a list.</summary>
public sealed record QueueItem(
    string Clip, string Title, int? Year, string? Level, IReadOnlyList<float> Posterior, double Conflict, string? Pair, string Reason, string Status, bool Audit, Held? Held,
    bool ModelDisagrees);

/// <summary>Asks for clips to review.</summary>
public sealed record ClaimRequest(FilterQuery? Filter, int Count, IReadOnlyList<string>? Have);

/// <summary>A queue as the browser names it.</summary>
public sealed record FilterQuery(string? Strategy, string? Pair, string? Signal, string? Level, string? Status, string? Search, int? Batch, string? Changes = null);

/// <summary>Clips that were claimed.</summary>
public sealed record ClaimAnswer(IReadOnlyList<ClipBundle> Clips, int Left, ModelState Model);

/// <summary>A sign of life for clips that are held.</summary>
public sealed record HeartbeatRequest(IReadOnlyList<HeldToken>? Claims);

/// <summary>A claim that the browser believes to hold.</summary>
public sealed record HeldToken(string? Clip, string? Token);

/// <summary>What is still held.</summary>
public sealed record HeartbeatAnswer(DateTimeOffset Until, IReadOnlyList<LostClaim> Lost, ModelState Model);

/// <summary>A clip that is no longer held.</summary>
public sealed record LostClaim(string Clip, Held? Held);

/// <summary>A claim of anybody, for leads.</summary>
public sealed record ClaimView(string Clip, string Title, string By, DateTimeOffset Until, DateTimeOffset Since);

/// <summary>An answer as it comes from the browser.</summary>
public sealed record DecisionRequest(
    string? Id, string? Clip, string? Answer, string? Undoes, string? Note, double? Seconds, int? EvidenceOpened, string? Claim, string? Policy, IReadOnlyList<string>? Levels,
    IReadOnlyList<float>? Posterior, PickShown? Pick, DateTimeOffset At, bool Adjudicate = false);

/// <summary>Why the clip was shown, as the browser was told.</summary>
public sealed record PickShown(string? Strategy, bool Audit, double? InclusionProbability, long? Batch);

/// <summary>What became of an answer.</summary>
public sealed record DecisionAnswer(bool Added, bool PolicyChanged, ModelState Model);

/// <summary>An answer of the past.</summary>
public sealed record DecisionView(
    string Id, string Clip, string? Title, string Reviewer, string Role, string Kind, string Levels, string? Note, DateTimeOffset At, double? Seconds, string ChosenBy, bool Audit,
    string Policy, bool Undone);

/// <summary>An answer that is being made.</summary>
public sealed record Draft(string? Answer, string? Note, double Seconds, DateTimeOffset At);
