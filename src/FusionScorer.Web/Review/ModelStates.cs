using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web.Contracts;

namespace FusionScorer.Web.Review;

/// <summary>Small parts that ride on many answers.</summary>
internal static class ModelStates
{
    /// <summary>What the model is doing.</summary>
    public static ModelState Of(ReviewDesk desk)
    {
        var model = desk.Model;
        return new ModelState(model.Run.Id, model.PolicyRow.Hash, desk.Learning.State, desk.Learning.Pending, model.Run.At, desk.Disagreements.Count);
    }

    /// <summary>Who holds a clip, as one reviewer sees it.</summary>
    public static Held? HeldBy(ClaimRow? claim, string account) =>
        claim is null ? null : new Held(claim.Holder, claim.Until, claim.Holder.Equals(account, StringComparison.OrdinalIgnoreCase));
}
