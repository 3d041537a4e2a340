using System.Collections.Immutable;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Links;

/// <summary>A kind of link between clips, and where its links come from.</summary>
/// <param name="Signal">The signal that it belongs to.</param>
/// <param name="Name">What is shared.</param>
/// <param name="Role">The role of its people, one of <see cref="PersonRole"/>; null for viewers.</param>
/// <param name="People">Where a clip's metadata name them.</param>
/// <param name="HubExponent">How much less a node of many clips says of each.</param>
internal sealed record LinkKind(string Signal, string Name, string? Role, Func<ClipMetadata, ImmutableArray<Credit>> People, double HubExponent)
{
    /// <summary>All kinds; people in the order in which a store writes them.</summary>
    public static readonly ImmutableArray<LinkKind> All =
    [
        new(SignalNames.People, "directors", PersonRole.Director, metadata => metadata.Directors, HubExponent: 0),
        new(SignalNames.People, "cast", PersonRole.Actor, metadata => metadata.Cast, HubExponent: 0),
        new(SignalNames.People, "writers", PersonRole.Writer, metadata => metadata.Writers, HubExponent: 0),

        // A viewer who watched everything says little about any one clip.
        new(SignalNames.Viewers, "viewers", Role: null, _ => [], HubExponent: 0.5),
    ];

    /// <summary>The place of the viewers among all kinds.</summary>
    public static readonly int Viewers = All.IndexOf(All.Single(kind => kind.Role is null));
}
