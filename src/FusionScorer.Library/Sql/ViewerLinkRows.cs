using FusionScorer.Library.Records;

namespace FusionScorer.Library.Sql;

/// <summary>Who watched what.</summary>
internal sealed class ViewerLinkRows(SqlDatabase database)
{
    /// <summary>All links, in the order in which they count.</summary>
    public const string SelectLive =
        """
        SELECT clip_no, viewer, rating FROM load JOIN viewer_link ON viewer_link.load = load.id
        WHERE target = 'viewer_link' AND state = 1 ORDER BY source, n
        """;

    private readonly StagedLoads _loads = new(database, "viewer_link", LinkRows.MarkAll);

    public static ViewerLink Link(SqlRow row) => new(row.Whole(0), row.Whole(1), (float)row.Number(2));

    public void Replace(string source, IEnumerable<ViewerLink> links) => _loads.Replace(
        source,
        links,
        "clip_no, viewer, rating",
        (rows, load, n, link) => rows.Add(load, n, link.ClipNo, link.Viewer, (double)link.Rating));

    /// <inheritdoc cref="IClipStore.ForgetViewers"/>
    public ForgottenViewers Forget(IReadOnlyCollection<long>? viewers)
    {
        var (links, known) = database.Write(connection =>
        {
            var (removed, found) = (0L, 0);
            if (viewers is null)
            {
                found = Convert.ToInt32(connection.Scalar("SELECT count(DISTINCT viewer) FROM viewer_link"));
                removed = connection.Run("DELETE FROM viewer_link");
            }
            else
            {
                using var delete = connection.Prepare("DELETE FROM viewer_link WHERE viewer = $1", 1);
                foreach (var viewer in viewers)
                {
                    var rows = delete.Run(viewer);
                    removed += rows;
                    found += rows > 0 ? 1 : 0;
                }
            }

            LinkRows.MarkAll(connection);
            return (removed, found);
        });

        // Also when nothing was found: rows that an earlier import replaced may still lie in free pages.
        return new ForgottenViewers(links, known, database.Rewrite());
    }

    /// <summary>All links of clips that are present, by clip and viewer. A viewer counts once a clip; the last rating given is kept.</summary>
    public List<ViewerLink> All()
    {
        var links = database.Read(connection =>
        {
            var gone = ClipRows.Gone(connection);
            var rows = connection.Rows(SelectLive, Link);
            if (gone.Count > 0)
                rows.RemoveAll(link => gone.Contains(link.ClipNo));
            return rows;
        });
        return IsOrdered(links) ? links : Ordered(links);
    }

    private static int Compare(in ViewerLink a, in ViewerLink b)
    {
        var clip = a.ClipNo.CompareTo(b.ClipNo);
        return clip != 0 ? clip : a.Viewer.CompareTo(b.Viewer);
    }

    private static bool IsOrdered(List<ViewerLink> links)
    {
        for (var i = 1; i < links.Count; i++)
        {
            if (Compare(links[i - 1], links[i]) >= 0)
                return false;
        }

        return true;
    }

    private static List<ViewerLink> Ordered(List<ViewerLink> links)
    {
        var order = new int[links.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) =>
        {
            var byLink = Compare(links[a], links[b]);
            return byLink != 0 ? byLink : a.CompareTo(b);
        });

        var result = new List<ViewerLink>(links.Count);
        foreach (var i in order)
        {
            if (result.Count > 0 && Compare(result[^1], links[i]) == 0)
                result[^1] = links[i];
            else
                result.Add(links[i]);
        }

        return result;
    }
}
