namespace FusionScorer.Library.Checking;

/// <summary>Something that does not hold together.</summary>
/// <param name="Area">Where: <c>engine</c>, <c>schema</c>, <c>counts</c>, <c>links</c>, <c>vectors</c>, <c>decisions</c>, <c>policies</c>, <c>accounts</c>, <c>loads</c>, <c>files</c>, <c>caches</c>.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Count">How many there are; at least 1.</param>
/// <param name="Example">One of them; null where there is nothing to name.</param>
/// <param name="Mend">How to mend it.</param>
/// <param name="IsFault">False for a remark: nothing is lost or wrong, but somebody may want to tidy up.</param>
public sealed record CheckFinding(string Area, string What, long Count, string? Example, string Mend, bool IsFault = true);

/// <summary>A question to the store whose one row says how many there are and names one.</summary>
/// <param name="Area">As in <see cref="CheckFinding"/>.</param>
/// <param name="What">What is wrong when the count is not 0.</param>
/// <param name="Sql">Gives a count and an example, in SQL that both back ends understand.</param>
/// <param name="Mend">How to mend it.</param>
/// <param name="IsFault">As in <see cref="CheckFinding"/>.</param>
public sealed record CheckQuery(string Area, string What, string Sql, string Mend, bool IsFault = true);
