namespace FusionScorer.Core.Graph;

/// <summary>One kind of link between clips.</summary>
/// <param name="Signal">The signal that the links belong to: <c>people</c>, <c>viewers</c>.</param>
/// <param name="Name">What is shared: <c>directors</c>, <c>cast</c>, <c>writers</c>, <c>viewers</c>.</param>
/// <param name="Graph">Links of n clips.</param>
/// <param name="HubExponent">A node of degree d counts d^−this; 0 = every node alike.</param>
public sealed record LinkRelation(string Signal, string Name, LinkGraph Graph, double HubExponent);
