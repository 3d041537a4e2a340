using FusionScorer.Library.Records;

namespace FusionScorer.Library;

/// <summary>Work of reviewers in progress: claims with leases, drafts, and answers that end them.</summary>
public interface IReviewStore
{
    /// <summary>Takes clips, the first ones that are free; atomic against any other process.</summary>
    /// <param name="candidates">Clips in the order in which they are wanted.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="holder">The account.</param>
    /// <param name="client">Its browser tab.</param>
    /// <param name="newToken">Makes a token.</param>
    /// <param name="now">Claims that ended by now are free.</param>
    /// <param name="until">When the new ones end.</param>
    /// <returns>The claims taken. A clip that this tab holds already counts, is renewed and keeps its token.</returns>
    IReadOnlyList<ClaimRow> Claim(
        IReadOnlyList<long> candidates, int count, string holder, string client, Func<string> newToken, DateTimeOffset now, DateTimeOffset until);

    /// <summary>All claims that have not ended, by clip.</summary>
    IReadOnlyList<ClaimRow> Claims(DateTimeOffset now);

    /// <summary>Renews what an account holds of these tokens, also what has ended if nobody else took it.</summary>
    /// <returns>The claims renewed; a token that is not among them is lost.</returns>
    IReadOnlyList<ClaimRow> Renew(IReadOnlyList<string> tokens, string holder, DateTimeOffset until);

    /// <summary>Gives a clip back.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="holder">Only if this account holds it; null = whoever does.</param>
    /// <returns>The claim that ended; null when there was none.</returns>
    ClaimRow? Release(long clip, string? holder);

    /// <summary>Saves an answer, and ends its reviewer's claim and draft on the clip, and notes it in the audit log, in one transaction.</summary>
    /// <param name="decision">The answer.</param>
    /// <param name="task">A blind task that was drawn for it; null for none.</param>
    /// <remarks>A decision with the same id changes nothing, whoever made it: it is given back.</remarks>
    AnswerSaved Answer(Decision decision, BlindTask? task = null);

    /// <summary>Decisions that were added after one, in order, each with its place in the log.</summary>
    /// <param name="after">0 for all.</param>
    IReadOnlyList<(long Place, Decision Decision)> DecisionsAfter(long after);

    /// <summary>Saves a draft, in place of the one before.</summary>
    void SaveDraft(DraftRow draft);

    /// <summary>One's own draft on a clip; null when there is none.</summary>
    DraftRow? Draft(string account, long clip);

    /// <summary>Forgets a draft.</summary>
    void DeleteDraft(string account, long clip);
}
