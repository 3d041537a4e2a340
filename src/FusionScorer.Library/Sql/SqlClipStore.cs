using FusionScorer.Core.Clips;
using FusionScorer.Library.Links;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

internal sealed class SqlClipStore(SqlDatabase database, TimeProvider clock) : IClipStore
{
    // So many clips written make other plans worth while; then twice as many, and so on.
    private const int FirstLook = 1000;

    private readonly ViewerLinkRows _viewerLinks = new(database);

    public IReadOnlyList<Clip> All() =>
        database.Read(connection => connection.Rows(ClipRows.SelectClip + "WHERE present = 1 ORDER BY no", ClipRows.Clip));

    public IReadOnlyList<Clip> After(long after, int limit) =>
        database.Read(connection => connection.Rows(ClipRows.SelectClip + "WHERE no > $1 AND present = 1 ORDER BY no LIMIT $2", ClipRows.Clip, after, limit));

    public IReadOnlyList<Clip> Of(IReadOnlyCollection<long> numbers) =>
        database.Read(connection => NumberLists.Rows(connection, ClipRows.SelectClip + "WHERE present = 1 AND no", numbers, "ORDER BY no", ClipRows.Clip));

    public void ReadBriefs(Action<ClipBrief> visit) => database.Stream(connection =>
    {
        using var command = connection.Prepare(ClipRows.SelectBrief + "WHERE present = 1 ORDER BY no", 0);
        using var reader = command.Query();
        var strings = new StringPool();
        while (reader.Read())
            visit(ClipRows.Brief(reader, strings));
        return true;
    });

    public int Count() => database.Read(connection => Convert.ToInt32(connection.Scalar(
        "SELECT (SELECT count(*) FROM clip) - (SELECT count(*) FROM clip WHERE present = 0)")));

    public Clip? Find(string reference) => database.Read(connection => ClipReferences.Find(connection, reference));

    public IReadOnlyDictionary<string, long> References() => database.Read(ClipReferences.All);

    public IReadOnlyList<LibraryFile> Files(string root) =>
        database.Read(connection => connection.Rows(ClipRows.SelectFile + "WHERE root = $1 ORDER BY path", ClipRows.File, root));

    /// <inheritdoc/>
    /// <remarks>Only those that are present.</remarks>
    public ILookup<long, LibraryFile> CaptionFiles() => database
        .Read(connection => connection.Rows(
            ClipRows.SelectFile + "WHERE kind = $1 AND present = 1 ORDER BY clip_no, root, path", ClipRows.File, (int)FileKind.Captions))
        .ToLookup(file => file.ClipNo);

    public void Apply(IReadOnlyList<ClipChange> changes)
    {
        var mentions = new Dictionary<Credit, long>();
        var (written, nextLook) = (0, FirstLook);
        foreach (var chunk in Chunks.By(changes, ClipWriter.Rows))
        {
            // Each try begins with what was committed: numbers that a lost transaction gave out are nobody's.
            mentions = database.Write(connection =>
            {
                var known = new Dictionary<Credit, long>(mentions);
                new ClipWriter(connection, clock, known).Write(chunk);
                return known;
            });
            written += chunk.Count;
            if (written < nextLook)
                continue;
            database.Analyze("clip", "file", "credit", "mention");
            nextLook = 2 * written;
        }
    }

    public void ReplaceViewerLinks(string source, IEnumerable<ViewerLink> links) => _viewerLinks.Replace(source, links);

    public ForgottenViewers ForgetViewers(IReadOnlyCollection<long>? viewers) => _viewerLinks.Forget(viewers);

    public IReadOnlyList<PersonLink> PersonLinks() => database.Read(CreditRows.Links);

    public IReadOnlyList<PersonSpelling> PersonSpellings(int most) => database.Read(connection => CreditRows.Spellings(connection, most));

    public IReadOnlyList<ViewerLink> ViewerLinks() => _viewerLinks.All();

    public bool ReadLinks(ILinkReader reader, LinkStamp? since = null) => database.Stream(connection => LinkRows.Read(connection, reader, since));

    public IReadOnlyDictionary<int, string> PersonNames(IReadOnlyCollection<int> people) => database.Read(connection =>
    {
        var names = new Dictionary<int, string>(people.Count);
        using var find = connection.Prepare("SELECT name FROM mention WHERE id = $1", 1);
        foreach (var person in people)
        {
            if (find.Scalar(person) is string name)
                names[person] = name;
        }

        return names;
    });
}
