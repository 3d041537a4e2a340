using FusionScorer.Library.Links;
using FusionScorer.Library.Records;

namespace FusionScorer.Library;

/// <summary>The catalogue of a project. Every method is one transaction; what has returned survives the death of the process.</summary>
/// <remarks>
/// Thread-safe. Any number of processes may hold a store of the same project. Bulk methods work in several transactions, each of which survives.
/// Clips whose media are gone keep all their rows, but lists of readings, links and known levels leave them out, as <see cref="IClipStore.All"/> does.
/// </remarks>
public interface IStore : IDisposable
{
    /// <summary>Clips, their files and the people and viewers around them.</summary>
    IClipStore Clips { get; }

    /// <summary>Observations, readings and evidence.</summary>
    IReadingStore Readings { get; }

    /// <summary>Decisions and known levels.</summary>
    IDecisionStore Decisions { get; }

    /// <summary>Policies and which of them is active.</summary>
    IPolicyStore Policies { get; }

    /// <summary>Results of fusing, batches of the queue, leases.</summary>
    IFusionStore Fusion { get; }

    /// <summary>How far extraction is.</summary>
    IExtractionStore Extraction { get; }

    /// <summary>Receivers of decisions.</summary>
    IWebhookStore Webhooks { get; }

    /// <summary>Small values that belong to the project itself, such as its id and its seed.</summary>
    ISettingStore Settings { get; }

    /// <summary>Claims and drafts of reviewers, and the answers that end them.</summary>
    IReviewStore Review { get; }

    /// <summary>What is asked blind, to learn how well people agree.</summary>
    IQualityStore Quality { get; }

    /// <summary>Who may sign in to the review app, and what was done there.</summary>
    IAccountStore Accounts { get; }

    /// <summary>Extraction runs over many machines.</summary>
    IJobStore Jobs { get; }
}

/// <summary>Clips, their files and the people and viewers around them.</summary>
public interface IClipStore
{
    /// <summary>All clips whose files are present (or that never had any), ordered by <see cref="Clip.No"/>.</summary>
    IReadOnlyList<Clip> All();

    /// <summary>The next clips of <see cref="All"/>: a library of any size by pages.</summary>
    /// <param name="after">The <see cref="Clip.No"/> of the last clip of the page before; 0 for the first page.</param>
    /// <param name="limit">The most clips listed.</param>
    IReadOnlyList<Clip> After(long after, int limit);

    /// <summary>Those of these clips that <see cref="All"/> would give, in the same order.</summary>
    IReadOnlyList<Clip> Of(IReadOnlyCollection<long> numbers);

    /// <summary>The same clips in the same order, one at a time and without people: a million of them need no million objects.</summary>
    void ReadBriefs(Action<ClipBrief> visit);

    /// <summary>The number of clips that <see cref="All"/> would give.</summary>
    int Count();

    /// <summary>Finds a clip by <c>clip_id</c>, <c>root:relative/path</c> or <c>imdb:tt…</c>.</summary>
    /// <returns>Null when nothing, or more than one clip, matches.</returns>
    /// <remarks>An id outranks a path or IMDb id of the same spelling; these name clips that are present before clips that are gone.</remarks>
    Clip? Find(string reference);

    /// <summary>Clip numbers by every reference of all clips, for resolving many at once; references that two clips share are left out.</summary>
    IReadOnlyDictionary<string, long> References();

    /// <summary>All files known, present or gone, by root.</summary>
    IReadOnlyList<LibraryFile> Files(string root);

    /// <summary>Caption files of all clips, ordered by clip and path.</summary>
    ILookup<long, LibraryFile> CaptionFiles();

    /// <summary>Applies what a scan or an import found: upserts and removals, at most a thousand rows a transaction.</summary>
    /// <remarks>Files that a change no longer lists are forgotten, except those of a clip that is gone: they are kept as gone.</remarks>
    void Apply(IReadOnlyList<ClipChange> changes);

    /// <summary>Replaces all viewer links of the clips of one source.</summary>
    /// <param name="source">The library root or data set that they came from.</param>
    /// <param name="links">Viewer (already hashed), clip number, rating; read once. A viewer counts once a clip, with the last rating given.</param>
    /// <remarks>Readers see all old links, or all new ones. Of two replacements at once the one that began later wins; the other one throws.</remarks>
    void ReplaceViewerLinks(string source, IEnumerable<ViewerLink> links);

    /// <summary>Removes all links of viewers for good: also out of the files behind the store, as far as these are this process's to rewrite.</summary>
    /// <param name="viewers">Hashes of viewers; null for every viewer.</param>
    ForgottenViewers ForgetViewers(IReadOnlyCollection<long>? viewers);

    /// <summary>Directors, actors and writers of all clips, in this order clip by clip. <see cref="PersonResolver"/> tells who is one person.</summary>
    /// <remarks>
    /// A person's number stays as long as metadata do; when they change, people may turn out to be one, and then share the lower number.
    /// </remarks>
    IReadOnlyList<PersonLink> PersonLinks();

    /// <summary>Viewers of all clips, ordered by clip and viewer.</summary>
    IReadOnlyList<ViewerLink> ViewerLinks();

    /// <summary>Reads people and viewers of all clips out, as they stand at one moment; viewers are left out where they are what they were at another.</summary>
    /// <param name="reader">Takes them.</param>
    /// <param name="since">The stamp of what it has; null when it has nothing.</param>
    /// <returns>False when nothing changed since: the reader was not called.</returns>
    bool ReadLinks(ILinkReader reader, LinkStamp? since = null);

    /// <summary>Names of people by number, each as first written.</summary>
    IReadOnlyDictionary<int, string> PersonNames(IReadOnlyCollection<int> people);

    /// <summary>Spellings of the people who are written in more than one way.</summary>
    /// <param name="most">The most people listed; those with the most credits come first.</param>
    /// <returns>All spellings of a person together, the most frequent first.</returns>
    IReadOnlyList<PersonSpelling> PersonSpellings(int most);
}

/// <summary>Decisions and known levels.</summary>
public interface IDecisionStore
{
    /// <summary>Adds a decision; a second one with the same id changes nothing.</summary>
    /// <returns>False when the id was there before.</returns>
    bool Append(Decision decision);

    /// <summary>Adds many in one transaction.</summary>
    /// <returns>How many were new.</returns>
    int AppendMany(IReadOnlyList<Decision> decisions);

    /// <summary>All decisions in the order they were added.</summary>
    IReadOnlyList<Decision> All();

    /// <summary>The next decisions of <see cref="All"/>, each with its place in the log.</summary>
    /// <param name="after">The place of the last decision of the page before; 0 for the first page.</param>
    /// <param name="limit">The most decisions listed.</param>
    IReadOnlyList<(long Place, Decision Decision)> After(long after, int limit);

    /// <summary>Says of each decision, in the order they were added, where it lies in the log, which clip it is about, and the id of the one that it takes back, if any.</summary>
    void ReadPlaces(Action<long, long, string?> visit);

    /// <summary>The decisions at these places of the log, in the order they were added.</summary>
    IReadOnlyList<Decision> At(IReadOnlyCollection<long> places);

    /// <summary>Levels known from outside (an import with <c>--known</c>, or ratings that the policy trusts).</summary>
    IReadOnlyList<KnownLevel> KnownLevels();

    /// <summary>The same levels in the same order, one at a time: clip number and level.</summary>
    void ReadKnownLevels(Action<long, string> visit);

    /// <summary>Replaces the known levels of one source, as <see cref="IClipStore.ReplaceViewerLinks"/> does links.</summary>
    void ReplaceKnownLevels(string source, IReadOnlyList<KnownLevel> levels);
}

/// <summary>Policies and which of them is active.</summary>
public interface IPolicyStore
{
    /// <summary>The active policy; null in a store that was just made.</summary>
    PolicyRow? Active();

    /// <summary>One policy by its hash, or an unambiguous start of it of at least 4 characters.</summary>
    PolicyRow? Find(string hash);

    /// <summary>All policies, newest first.</summary>
    IReadOnlyList<PolicyRow> Log();

    /// <summary>Saves a policy unless it is there, and makes it the active one.</summary>
    void Activate(PolicyRow policy);

    /// <summary>The same, unless another policy became the active one meanwhile.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="expected">The hash of the policy that the caller took for the active one.</param>
    /// <returns>False, and nothing is saved, when another one is active.</returns>
    bool TryActivate(PolicyRow policy, string expected);
}

/// <summary>Results of fusing, batches of the queue, leases.</summary>
public interface IFusionStore
{
    /// <summary>The latest fusion run; null before the first.</summary>
    FusionRow? Latest();

    /// <summary>The <see cref="FusionRow.Id"/> of the latest run; 0 before the first.</summary>
    long LatestId();

    /// <summary>The same as <see cref="Results()"/>, one at a time.</summary>
    void ReadResults(FusedVisitor visit);

    /// <summary>The latest result of every clip, ordered by clip.</summary>
    IReadOnlyList<FusedClip> Results();

    /// <summary>The latest results of the clips from one number to another, both included, ordered by clip.</summary>
    IReadOnlyList<FusedClip> Results(long first, long last);

    /// <summary>The latest result of one clip.</summary>
    FusedClip? Result(long clip);

    /// <summary>Replaces the latest results; writes only the rows that changed.</summary>
    /// <param name="run">The run; an <see cref="FusionRow.Id"/> of 0, or one that is taken, is replaced by the next one.</param>
    /// <param name="results">One for each clip.</param>
    /// <remarks>
    /// Until all are saved, the former run stays the latest if it had the same policy. Under another policy levels and votes mean something else,
    /// so until then there is no latest run and there are no results, also when the process dies on the way.
    /// </remarks>
    void Save(FusionRow run, IReadOnlyList<FusedClip> results);

    /// <summary>The latest batch with its picks; null before the first.</summary>
    Batch? LatestBatch();

    /// <summary>The latest pick of a clip; null when it was never chosen.</summary>
    Pick? LatestPick(long clip);

    /// <summary>The pick of a clip in one batch; null when that batch did not choose it.</summary>
    Pick? PickOf(long clip, long batch);

    /// <summary>Clips that were ever audit picks.</summary>
    IReadOnlySet<long> AuditedClips();

    /// <summary>The first audit pick of every clip that ever was one, in the order in which they were drawn.</summary>
    IReadOnlyList<AuditPick> AuditPicks();

    /// <summary>The learning curve under a policy, by number of decided clips.</summary>
    IReadOnlyList<ProgressPoint> Progress(string policyHash);

    /// <summary>Adds a point to the learning curve; replaces the one with the same policy and number of decided clips.</summary>
    void SaveProgress(ProgressPoint point);

    /// <summary>Saves a batch.</summary>
    /// <returns>Its id.</returns>
    long SaveBatch(Batch batch);

    /// <summary>Takes or renews a lease.</summary>
    /// <returns>Null when it is taken now; otherwise who holds it.</returns>
    LeaseRow? TryTakeLease(LeaseRow lease, DateTimeOffset now);

    /// <summary>Gives a lease back, if this holder has it.</summary>
    void ReleaseLease(string name, string holder);
}

/// <summary>Small values that belong to the project itself.</summary>
public interface ISettingStore
{
    /// <summary>The value of a key; null when it was never set.</summary>
    string? Get(string key);

    /// <summary>Sets a value, replacing the one before.</summary>
    void Set(string key, string value);
}
