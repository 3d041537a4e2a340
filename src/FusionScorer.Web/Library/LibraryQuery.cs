using FusionScorer.Pipeline.Reviewing.Desk.Browsing;
using Microsoft.AspNetCore.Mvc;

namespace FusionScorer.Web.Library;

/// <summary>The query of the library page, its counts and its export.</summary>
internal sealed class LibraryQuery
{
    [FromQuery] public string? Search { get; init; }

    [FromQuery] public string? Level { get; init; }

    [FromQuery] public string? Status { get; init; }

    [FromQuery] public string? Source { get; init; }

    [FromQuery] public string? Signal { get; init; }

    [FromQuery] public string? Missing { get; init; }

    [FromQuery] public string? Pair { get; init; }

    [FromQuery] public string? Genre { get; init; }

    [FromQuery] public string? Root { get; init; }

    [FromQuery] public int? YearFrom { get; init; }

    [FromQuery] public int? YearTo { get; init; }

    [FromQuery] public double? ConflictFrom { get; init; }

    [FromQuery] public double? CostFrom { get; init; }

    [FromQuery] public bool? Disagrees { get; init; }

    [FromQuery] public string? Sort { get; init; }

    [FromQuery] public string? Order { get; init; }

    /// <summary>Empty parts count as absent.</summary>
    public LibraryFilter Filter() => new(
        Text(Search), Text(Level), Text(Status), Text(Source), Text(Signal), Text(Missing), Text(Pair), Text(Genre), Text(Root), YearFrom, YearTo, ConflictFrom, CostFrom, Disagrees,
        Text(Sort), Order switch { "asc" => false, "desc" => true, _ => null });

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
