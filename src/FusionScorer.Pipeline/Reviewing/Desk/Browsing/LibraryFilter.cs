using System.Globalization;
using FusionScorer.Core;

namespace FusionScorer.Pipeline.Reviewing.Desk.Browsing;

/// <summary>Which clips of the library, and in what order. Parts that are null let all clips through.</summary>
/// <param name="Search">Words of title, path or id; all must occur.</param>
/// <param name="Level">The level shown now.</param>
/// <param name="Status">One of <see cref="RowStates.Statuses"/>.</param>
/// <param name="Source">One of <see cref="RowStates.Sources"/>.</param>
/// <param name="Signal">A signal of which a rule fired.</param>
/// <param name="Missing">A signal that was not read.</param>
/// <param name="Pair">Two signals that contradict each other, joined by <c>|</c>.</param>
/// <param name="Genre">A genre.</param>
/// <param name="Root">A library root.</param>
/// <param name="YearFrom">Released then or later.</param>
/// <param name="YearTo">Released then or before.</param>
/// <param name="ConflictFrom">Conflict at least.</param>
/// <param name="CostFrom">Expected cost of the level at least.</param>
/// <param name="Disagrees">The model says otherwise than the decision or the known level.</param>
/// <param name="Sort">One of <see cref="Sorts"/>; null for title.</param>
/// <param name="Descending">Null for what is usual for the sort.</param>
public sealed record LibraryFilter(
    string? Search = null, string? Level = null, string? Status = null, string? Source = null, string? Signal = null, string? Missing = null, string? Pair = null,
    string? Genre = null, string? Root = null, int? YearFrom = null, int? YearTo = null, double? ConflictFrom = null, double? CostFrom = null, bool? Disagrees = null,
    string? Sort = null, bool? Descending = null)
{
    /// <summary>All orders.</summary>
    public static readonly IReadOnlyList<string> Sorts = ["title", "id", "year", "level", "confidence", "conflict", "cost", "decided"];

    /// <summary>Whether the last clip of the order comes first.</summary>
    internal bool IsReversed => Descending ?? Sort is not (null or "title" or "id" or "year");

    /// <summary>Refuses what no library has, in one line.</summary>
    /// <exception cref="BadInputException">A name is unknown.</exception>
    public void Validate(DeskModel model)
    {
        Choice("level", Level, model.Policy.Taxonomy.Levels);
        Choice("status", Status, RowStates.Statuses);
        Choice("source", Source, RowStates.Sources);
        Choice("signal", Signal, model.Library.Signals.Signals);
        Choice("signal", Missing, model.Library.Signals.Signals);
        Choice("order", Sort, Sorts);
        if (Pair is not null && Pair.Split('|').Length != 2)
            throw new BadInputException($"'{Pair}' is no pair of signals; write captions|speech");
    }

    /// <summary>In words, for the audit log: what is filtered, and the order.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        Say("search", Search);
        Say("level", Level);
        Say("status", Status);
        Say("source", Source);
        Say("signal", Signal);
        Say("missing", Missing);
        Say("pair", Pair);
        Say("genre", Genre);
        Say("root", Root);
        Say("yearFrom", YearFrom?.ToString(CultureInfo.InvariantCulture));
        Say("yearTo", YearTo?.ToString(CultureInfo.InvariantCulture));
        Say("conflictFrom", ConflictFrom?.ToString("R", CultureInfo.InvariantCulture));
        Say("costFrom", CostFrom?.ToString("R", CultureInfo.InvariantCulture));
        Say("disagrees", Disagrees is { } disagrees ? disagrees ? "true" : "false" : null);
        Say("sort", Sort);
        Say("order", Descending is { } descending ? descending ? "desc" : "asc" : null);
        return parts.Count == 0 ? "all clips" : string.Join(' ', parts);

        void Say(string name, string? value)
        {
            if (value is not null)
                parts.Add($"{name}={value}");
        }
    }

    private static void Choice(string what, string? value, IReadOnlyList<string> choices)
    {
        if (value is not null && !choices.Contains(value, StringComparer.OrdinalIgnoreCase))
            throw new BadInputException($"there is no {what} '{value}'; choose one of {string.Join(", ", choices)}");
    }
}
