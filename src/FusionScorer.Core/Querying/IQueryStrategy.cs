namespace FusionScorer.Core.Querying;

/// <summary>Says how useful a person's answer would be, clip by clip.</summary>
public interface IQueryStrategy
{
    /// <summary>The name in settings, queues and traces.</summary>
    string Name { get; }

    /// <summary>Whether clips that look the same to the model should not meet in one batch.</summary>
    bool AvoidsDuplicates => true;

    /// <summary>Writes a utility for each clip; only the order counts within a strategy.</summary>
    /// <param name="context">What is known.</param>
    /// <param name="utilities">n numbers, overwritten: higher is more useful; NaN or −∞ = not eligible, which every unavailable clip is.</param>
    void Score(QueryContext context, Span<double> utilities);
}
