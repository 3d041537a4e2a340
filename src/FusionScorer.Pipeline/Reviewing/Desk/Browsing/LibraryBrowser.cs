using System.Collections.Concurrent;

namespace FusionScorer.Pipeline.Reviewing.Desk.Browsing;

/// <summary>Clips that a filter lets through.</summary>
/// <param name="States">The moment that they are of.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Rows">Those of the page, in order.</param>
public sealed record LibraryRows(RowStates States, int Total, IReadOnlyList<int> Rows);

/// <summary>Looks through the whole library: search, filter, order, counts. A pass over columns a question; orders are worked out once a model.</summary>
public sealed class LibraryBrowser(ReviewDesk desk)
{
    private const int RowsAtOnce = 1 << 14;

    private volatile Moment? _moment;

    /// <summary>A page.</summary>
    /// <param name="filter">Which clips.</param>
    /// <param name="offset">How many to pass over.</param>
    /// <param name="limit">At most so many; all when null.</param>
    /// <param name="account">For whom; null for somebody who may see all.</param>
    /// <exception cref="Core.BadInputException">The filter names what is not there.</exception>
    public LibraryRows Page(LibraryFilter filter, int offset = 0, int? limit = null, string? account = null)
    {
        var moment = Now();
        var states = account is null ? moment.States : moment.States.For(desk, account);
        filter.Validate(states.Model);
        var match = new LibraryMatch(filter, states);
        var matches = new bool[states.Level.Length];
        var total = 0;
        Parallel.ForEach(Partitioner.Create(0, Math.Max(1, matches.Length), RowsAtOnce), range =>
        {
            var found = 0;
            for (var row = range.Item1; row < Math.Min(range.Item2, matches.Length); row++)
            {
                if (matches[row] = match.FailsOf(row) == FilterParts.None)
                    found++;
            }

            Interlocked.Add(ref total, found);
        });
        var order = moment.Orders.Of(filter.Sort ?? "title", states);
        var page = new List<int>(Math.Min(limit ?? total, total));
        var most = Math.Min(limit ?? int.MaxValue, Math.Max(0, total - offset));
        for (var i = 0; i < order.Length && page.Count < most; i++)
        {
            var row = order[filter.IsReversed ? order.Length - 1 - i : i];
            if (matches[row] && offset-- <= 0)
                page.Add(row);
        }

        return new LibraryRows(states, total, page);
    }

    /// <summary>How many clips each choice would leave, the other parts of the filter as they are.</summary>
    /// <exception cref="Core.BadInputException">The filter names what is not there.</exception>
    public LibraryFacets Facets(LibraryFilter filter, string? account = null)
    {
        var states = account is null ? Now().States : Now().States.For(desk, account);
        filter.Validate(states.Model);
        return LibraryFacets.Of(states, new LibraryMatch(filter, states));
    }

    /// <summary>The states of all clips as they are now.</summary>
    public RowStates States() => Now().States;

    // One look at all decisions serves every question until the next decision or model.
    private Moment Now()
    {
        var model = desk.Model;
        var decisions = desk.Log.Count;
        if (_moment is { } known && known.States.Model == model && known.Decisions == decisions)
            return known;
        var orders = _moment is { } before && before.States.Model == model ? before.Orders : new RowOrders(model.Library);
        return _moment = new Moment(RowStates.Of(desk, model), decisions, orders);
    }

    private sealed record Moment(RowStates States, int Decisions, RowOrders Orders);
}
