namespace FusionScorer.Benchmarks.Stores;

/// <summary>One figure of one store at one size.</summary>
/// <param name="Step">What was done.</param>
/// <param name="Value">Seconds, or what the unit says.</param>
/// <param name="Unit">The unit of the value.</param>
/// <param name="Peak">The most bytes in memory meanwhile; null when nobody looked.</param>
internal sealed record StoreFigure(string Step, double Value, string Unit, long? Peak = null);
