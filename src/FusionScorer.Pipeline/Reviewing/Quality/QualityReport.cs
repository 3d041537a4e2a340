using FusionScorer.Core.Agreement;

namespace FusionScorer.Pipeline.Reviewing.Quality;

/// <summary>How well people agree.</summary>
public sealed record QualityReport
{
    /// <summary>How much is asked blind.</summary>
    public required QualityShares Shares { get; init; }

    /// <summary>Second reviews.</summary>
    public required SecondFigures Second { get; init; }

    /// <summary>Disputed clips that wait for a lead, and clips that a lead has settled.</summary>
    public required (int Waiting, int Done) Adjudication { get; init; }

    /// <summary>Reopened clips that wait for an answer, and reopenings that were answered.</summary>
    public required (int Waiting, int Done) Reopened { get; init; }

    /// <summary>Clips of known level that could be asked about.</summary>
    public required int HiddenAvailable { get; init; }

    /// <summary>Answers on clips of known level.</summary>
    public required HiddenFigures Hidden { get; init; }

    /// <summary>Alpha for ordered levels over clips with blind answers of two reviewers or more; null while nothing can be told.</summary>
    public required AgreementEstimate? Alpha { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyList<ReviewerFigures> Reviewers { get; init; }
}

/// <summary>Second reviews.</summary>
/// <param name="Drawn">Clips whose first answer, which was not taken back, was drawn for a second reviewer.</param>
/// <param name="Waiting">Those that still wait.</param>
/// <param name="Done">Those that have a second level.</param>
/// <param name="Agreed">Of these, those on which all have a level in common with the first.</param>
public readonly record struct SecondFigures(int Drawn, int Waiting, int Done, int Agreed);

/// <summary>Answers on clips of known level.</summary>
/// <param name="Asked">Level answers.</param>
/// <param name="Right">Those that allow the known level, and rule something out.</param>
public readonly record struct HiddenFigures(int Asked, int Right);

/// <summary>One reviewer.</summary>
/// <param name="Reviewer">The account.</param>
/// <param name="Decisions">Level answers that were not taken back.</param>
/// <param name="Reliability">The probability that an answer is right, as the label model learned it; null while too few answers say anything.</param>
/// <param name="Hidden">Answers on clips of known level.</param>
/// <param name="SharedClips">Clips on which another reviewer gave a level too.</param>
/// <param name="SharedAgreed">Those on which no other's level set rules out this one's.</param>
/// <param name="MedianSeconds">Of a level answer; null while unknown.</param>
public sealed record ReviewerFigures(
    string Reviewer, int Decisions, double? Reliability, HiddenFigures Hidden, int SharedClips, int SharedAgreed, double? MedianSeconds);
