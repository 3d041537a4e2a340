namespace FusionScorer.Core.Querying;

/// <summary>A clip chosen for a person's answer.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Strategy">The strategy's name, or <c>audit</c>.</param>
/// <param name="Score">Its utility under the strategy; for audit picks too, 0 where the strategy would never pick it.</param>
/// <param name="InclusionProbability">Audit picks: the chance, before the batch was drawn, that this clip came into it as an audit pick. Null for others, whose chance is not known.</param>
/// <param name="Audit">Whether it was drawn at random for the audit.</param>
public sealed record QueryPick(int Row, string Strategy, double Score, double? InclusionProbability, bool Audit)
{
    /// <summary>What <see cref="Strategy"/> says for audit picks.</summary>
    public const string AuditStrategy = "audit";
}
