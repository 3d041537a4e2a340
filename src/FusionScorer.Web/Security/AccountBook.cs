using System.Collections.Frozen;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Web.Security;

/// <summary>Accounts as every request needs them, without asking the database each time. Thread-safe.</summary>
internal sealed class AccountBook(Project project)
{
    // Another process may disable an account.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private volatile Page? _page;

    /// <summary>An account; null when there is none.</summary>
    public AccountRow? Find(string name) => Current().Accounts.GetValueOrDefault(name);

    /// <summary>Whether an administrator can sign in.</summary>
    public bool HasAdmin => Current().Accounts.Values.Any(account => account is { Role: Access.Admin, PasswordHash: not null, Disabled: false });

    /// <summary>Reads them again with the next look.</summary>
    public void Forget() => _page = null;

    private Page Current()
    {
        var now = project.Clock.GetUtcNow();
        if (_page is { } page && now - page.ReadAt < Fresh && now >= page.ReadAt)
            return page;

        // A store of an earlier version may hold two names that differ by the case of letters beyond ASCII: the first of them counts.
        var accounts = project.Store.Accounts.All().DistinctBy(account => account.Name, StringComparer.OrdinalIgnoreCase);
        return _page = new Page(accounts.ToFrozenDictionary(account => account.Name, StringComparer.OrdinalIgnoreCase), now);
    }

    private sealed record Page(FrozenDictionary<string, AccountRow> Accounts, DateTimeOffset ReadAt);
}
