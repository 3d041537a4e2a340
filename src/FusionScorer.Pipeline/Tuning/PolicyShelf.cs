using FusionScorer.Core;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Tuning;

/// <summary>The policies that a project ever had. Activates in the store alone: the desk takes a new policy up between two steps of learning, and the project file stays as it is.</summary>
public sealed class PolicyShelf(Project project)
{
    /// <summary>The longest note.</summary>
    public const int LongestNote = 2000;

    /// <summary>The hash of the active policy, whoever made it so.</summary>
    public string Active => project.Store.Policies.Active()?.Hash ?? project.PolicyRow.Hash;

    /// <summary>All policies, newest first.</summary>
    public IReadOnlyList<PolicyRow> List() => project.Store.Policies.Log();

    /// <summary>A policy by its hash or an unambiguous start of it; null for none.</summary>
    public PolicyRow? Find(string hash) => project.Store.Policies.Find(hash);

    /// <summary>Reads a stored policy.</summary>
    public static Policy Read(PolicyRow row) => PolicyReader.Parse($"policy {row.Hash[..8]}", row.Text);

    /// <summary>Saves a draft over the active policy, and makes it the active one.</summary>
    /// <param name="draft">What changes.</param>
    /// <param name="parent">The hash of the policy that the author took for the active one.</param>
    /// <param name="author">Who.</param>
    /// <param name="note">Why.</param>
    /// <returns>The policy; the active one when nothing changes; null when another one is active than the author thought.</returns>
    /// <exception cref="BadInputException">The draft or the note is of no use.</exception>
    /// <exception cref="FunctionFaultException">A function cannot be read.</exception>
    public PolicyRow? Save(TuningDraft draft, string parent, string author, string note)
    {
        note = Note(note);
        if (project.Store.Policies.Active() is not { } active || active.Hash != parent)
            return null;
        var policy = DraftPolicy.Of(Read(active), draft);
        var text = PolicyText.Of(policy);
        var row = new PolicyRow(PolicyText.HashOf(text), active.Hash, author, note, text, project.Clock.GetUtcNow());
        if (row.Hash == active.Hash)
            return active;
        return PolicyChange.TryApply(project, row, policy, active.Hash) ? Find(row.Hash) : null;
    }

    /// <summary>Makes a policy of before the active one again.</summary>
    /// <returns>False when another process changed the active one meanwhile.</returns>
    /// <exception cref="BadInputException">Its taxonomy lacks a level that people decided for.</exception>
    public bool Use(PolicyRow row, string note)
    {
        _ = Note(note);
        return PolicyChange.TryApply(project, row, Read(row), Active);
    }

    /// <summary>A note as it is kept.</summary>
    /// <exception cref="BadInputException">It is empty or too long.</exception>
    public static string Note(string note) => note.Trim() is { Length: > 0 and <= LongestNote } kept
        ? kept
        : throw new BadInputException($"a change of policy needs a note of 1 to {LongestNote} characters that says why");
}
