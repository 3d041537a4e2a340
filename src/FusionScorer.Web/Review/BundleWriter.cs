using System.Globalization;
using System.Text.Json;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Fusion;
using FusionScorer.Core.Voting;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Linking;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Pipeline.Reviewing.Quality;
using FusionScorer.Signals.Media;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Review;

/// <summary>Who looks at a clip.</summary>
/// <param name="Account">The account: drafts are one's own.</param>
/// <param name="Leads">Whether it leads others.</param>
/// <param name="Blind">Whether it must not see what people said of the clip, nor that its level is known.</param>
internal readonly record struct Viewer(string Account, bool Leads, bool Blind);

/// <summary>Gathers all that a reviewer sees of a clip.</summary>
internal sealed class BundleWriter(ReviewDesk desk, IClipMedia media)
{
    private static readonly string[] FixedOrder = [SignalNames.Captions, SignalNames.Speech, SignalNames.Nudity, SignalNames.Genre, SignalNames.People, SignalNames.Viewers];

    private readonly SpokenLines _spoken = SpokenLines.Of(desk.Project);

    /// <summary>The bundle of a row.</summary>
    /// <param name="model">The model to show.</param>
    /// <param name="row">The clip's row.</param>
    /// <param name="viewer">For whom.</param>
    /// <param name="pick">Why it was chosen; null when it was not.</param>
    /// <param name="claim">The claim that the reviewer has; null for none.</param>
    /// <param name="held">Who holds it.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<ClipBundle> OfAsync(DeskModel model, int row, Viewer viewer, Pick? pick, ClaimRow? claim, Held? held, CancellationToken cancellation)
    {
        var clip = model.WholeClip(row);
        var store = desk.Project.Store;
        var readings = store.Readings.OfClip(clip.No);
        var evidence = store.Readings.Evidence(clip.No);
        var result = model.Result(row);
        var level = viewer.Blind ? BlindReview.Unreviewed(model, row) : model.LevelOf(row, desk.StandingOf(clip.No));
        var taxonomy = model.Policy.Taxonomy;
        var sum = model.AccountOf(row);
        return new ClipBundle
        {
            Clip = clip.ClipId,
            Title = clip.Name,
            Path = clip.Root is null ? null : $"{clip.Root}:{clip.Path}",
            Year = clip.Metadata.Year,
            DurationMs = DurationMs(clip, readings),
            Genres = clip.Metadata.Genres,
            Directors = [.. clip.Metadata.Directors.Select(credit => credit.Name)],
            Cast = [.. clip.Metadata.Cast.Select(credit => credit.Name)],
            Writers = [.. clip.Metadata.Writers.Select(credit => credit.Name)],
            ImdbId = clip.Metadata.ImdbId,
            // Where stated ratings are trusted, a clip that has one is of known level.
            StatedRating = viewer.Blind && model.Policy.TrustRatings ? null : clip.Metadata.Rating,
            Level = new LevelNow(level.Level < 0 ? null : taxonomy[level.Level], level.Source, level.Status, level.ModelDisagrees, taxonomy[result.Level]),
            Posterior = result.Posterior,
            Conflict = result.ConflictPair.Split('|') is [var milder, var stricter] ? new ConflictView(Math.Round(result.Conflict, 4), milder, stricter) : null,
            Pick = pick is null ? null : new PickView(pick.Strategy, Finite(pick.Score), pick.Reason, pick.Audit, pick.InclusionProbability, pick.BatchId == 0 ? null : pick.BatchId),
            Account = new AccountView(sum.Prior, sum.Temperature),
            Signals = Signals(model, row, clip, readings, evidence, sum),
            Evidence = [.. evidence.Select((fact, n) => EvidenceOf(clip, fact, n))],
            Captions = [.. _spoken.Captions(desk.Project, readings).Select(TrackOf)],
            Transcript = _spoken.Transcript(desk.Project, readings) is { } speech ? TrackOf(speech) : null,
            Links = LinksOf(model, clip, viewer),
            History = viewer.Blind ? [] : HistoryOf(model, clip, viewer),
            Media = await media.DescribeAsync(clip, readings, cancellation).ConfigureAwait(false),
            Claim = claim is null ? null : new ClaimToken(claim.Token, claim.Until),
            Held = held,
            Draft = store.Review.Draft(viewer.Account, clip.No) is { } draft ? JsonSerializer.Deserialize(draft.Content, ReviewJson.Default.Draft) : null,
            Policy = model.PolicyRow.Hash,
            Levels = taxonomy.Levels,
        };
    }

    /// <summary>An answer of the past.</summary>
    /// <param name="decision">The answer.</param>
    /// <param name="clip">Its clip.</param>
    /// <param name="title">The clip's title.</param>
    /// <param name="undone">Whether it was taken back.</param>
    /// <param name="usual">What is said to have chosen a clip that was asked blind: who could still change the answer must not know. Null to say what did.</param>
    public static DecisionView ViewOf(Decision decision, string clip, string? title, bool undone, string? usual) => new(
        decision.Id, clip, title, decision.Reviewer, decision.Role, decision.Kind.ToString().ToLowerInvariant(), decision.Levels, decision.Note, decision.At, decision.Seconds,
        usual is not null && (decision.IsCheck || decision.IsSecond) ? usual : decision.ChosenBy, decision.Audit, decision.PolicyHash, undone);

    private List<DecisionView> HistoryOf(DeskModel model, Clip clip, Viewer viewer) =>
        [.. desk.HistoryOf(clip.No).Reverse().Select(entry => ViewOf(entry.Decision, clip.ClipId, clip.Name, entry.Undone, viewer.Leads ? null : model.Policy.Strategy))];

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static long? DurationMs(Clip clip, IReadOnlyList<Reading> readings) =>
        readings.FirstOrDefault(reading => reading.Signal == MediaProbeExtractor.SignalName)?.Features.TryGetValue("metadata.duration_min", out var minutes) ?? false
            ? (long)Math.Round(minutes * 60_000.0)
            : clip.Metadata.DurationMinutes is { } stated ? (long)Math.Round(stated * 60_000.0) : null;

    private static List<SignalView> Signals(
        DeskModel model, int row, Clip clip, IReadOnlyList<Reading> readings, IReadOnlyList<Evidence> evidence, Account sum)
    {
        var result = model.Result(row);
        var contributions = sum.Contributions.ToDictionary(part => part.Signal, part => part.Nats, StringComparer.Ordinal);
        var names = model.Policy.Functions.Select(function => function.Signal).Concat(contributions.Keys).Concat(readings.Select(reading => reading.Signal))
            .Where(signal => signal != MediaProbeExtractor.SignalName).Distinct(StringComparer.Ordinal)
            .OrderBy(signal => Array.IndexOf(FixedOrder, signal) is var place and >= 0 ? place : FixedOrder.Length).ThenBy(signal => signal, StringComparer.Ordinal);
        return [.. names.Select(signal =>
        {
            var votes = VotesOf(model, result, signal);
            var reading = readings.FirstOrDefault(candidate => candidate.Signal == signal);
            var (status, note) = Status(signal, reading, clip, votes);
            double[]? nats = contributions.TryGetValue(signal, out var own) ? [.. own] : new double[sum.Prior.Length];
            return new SignalView(signal, status, note, votes, model.Weights.Of(signal), nats, evidence.Count(fact => fact.Signal == signal));
        })];
    }

    private static (string Status, string Note) Status(string signal, Reading? reading, Clip clip, List<VoteView> votes)
    {
        if (reading?.Status is ReadingStatus.Failed or ReadingStatus.Missing)
            return (reading.Status == ReadingStatus.Failed ? "failed" : "missing", reading.Reason ?? "");
        var note = reading is not null ? Features(reading)
            : signal == SignalNames.Genre ? string.Join(", ", clip.Metadata.Genres)
            : signal == SignalNames.Metadata ? string.Join(", ", ((string?[])[clip.Metadata.Year?.ToString(CultureInfo.InvariantCulture), clip.Metadata.DurationMinutes is { } minutes ? $"{minutes:0.#} min" : null]).OfType<string>())
            : "";
        if (reading is null && note.Length == 0)
            return ("missing", "nothing is known");
        return (votes.Exists(vote => vote.Outcome == "rule") || votes.Count == 0 ? "read" : "silent", note);
    }

    private static string Features(Reading reading)
    {
        var said = reading.Features.Where(pair => pair.Value != 0).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key[(FeatureName.SignalOf(pair.Key).Length + 1)..].Replace('_', ' ')} {pair.Value:0.##}"));
        return string.Join(", ", said);
    }

    private static List<VoteView> VotesOf(DeskModel model, FusedClip result, string signal)
    {
        var votes = new List<VoteView>();
        var functions = model.Policy.Functions;
        for (var j = 0; j < functions.Length; j++)
        {
            if (functions[j].Signal != signal || result.Votes[j] == Outcome.Missing)
                continue;
            var rule = Outcome.RuleOf(result.Votes[j]);
            votes.Add(rule >= 0 && rule < functions[j].Rules.Length
                ? new VoteView(functions[j].Name, "rule", functions[j].Rules[rule].Then.Format(model.Policy.Taxonomy), functions[j].Rules[rule].Describe())
                : new VoteView(functions[j].Name, rule < 0 ? "silent" : "missing", Levels: null, Rule: null));
        }

        return votes;
    }

    private EvidenceView EvidenceOf(Clip clip, Evidence fact, int n) => new(
        n, fact.Signal, fact.Kind, Math.Round(fact.Score, 4), fact.Text,
        fact.Signal is SignalNames.Captions or SignalNames.Speech ? [.. _spoken.Hits(fact.Text).Select(hit => (int[])[hit.Start, hit.Length])] : [],
        fact.StartMs, fact.EndMs, fact.StartMs is { } ms && fact.Signal == SignalNames.Nudity ? media.Thumbnail(clip, ms) : null);

    private static Track TrackOf(SpokenTrack track) => new(track.Source, track.Language, [.. track.Lines.Select(line =>
        new CueView(line.StartMs, line.EndMs, line.Text, [.. line.Hits.Select(hit => new Mark(hit.Start, hit.Length, SeverityName(hit.Severity)))]))]);

    private static string SeverityName(Signals.Profanity.Severity severity) => severity.ToString().ToLowerInvariant();

    private LinkAnswer? LinksOf(DeskModel model, Clip clip, Viewer viewer)
    {
        // What somebody is asked about blind is not told beside another clip either.
        var taxonomy = model.Policy.Taxonomy;
        var relations = model.Links.Explain(clip).Relations.Select(relation => relation with
        {
            People = [.. relation.People.Select(person => person with { Examples = [.. person.Examples.Where(example => Shows(example.Clip))] })],
            Viewers = [.. relation.Viewers.Where(shared => Shows(shared.Clip))],
        }).ToList();
        return relations.Count == 0 ? null : new LinkAnswer(LinkWords.Sentence(relations, taxonomy), [.. relations.Select(relation => new RelationView(
            relation.Paths.Name,
            [.. relation.People.Select(person => new PersonView(
                person.Name, person.Path.Moved, [.. person.Examples.Select(example => new NearClip(example.Clip.ClipId, example.Clip.Name, taxonomy[example.Level]))]))],
            [.. relation.Viewers.Select(shared => new SharedView(shared.Clip.ClipId, shared.Clip.Name, taxonomy[shared.Path.Level], shared.Path.Viewers))]))]);

        bool Shows(Clip near) => !desk.Blind.IsBlind(near.No, viewer.Account);
    }
}
