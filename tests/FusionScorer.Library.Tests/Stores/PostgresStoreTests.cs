using FusionScorer.Library.Policies;
using FusionScorer.Library.Postgres;
using Npgsql;

namespace FusionScorer.Library.Tests.Stores;

/// <summary>The PostgreSQL store keeps the promises of every store, and some of its own.</summary>
public sealed class PostgresStoreTests : StoreTests
{
    private readonly PostgresProject _project = new();

    [SkippableTheory]
    [InlineData("UPDATE decision SET levels = 'G'")]
    [InlineData("DELETE FROM decision")]
    [InlineData("TRUNCATE decision CASCADE")]
    [InlineData("UPDATE policy SET text = 'x'")]
    [InlineData("DELETE FROM policy")]
    [InlineData("UPDATE blind_task SET account = 'eve'")]
    [InlineData("DELETE FROM blind_task")]
    [InlineData("UPDATE audit_event SET who = 'eve'")]
    [InlineData("DELETE FROM audit_event")]
    [InlineData("TRUNCATE audit_event")]
    public void Rows_ThatAreForEver_RefuseChange(string sql)
    {
        Store.Policies.Activate(new("abcd1234", null, "ann", "", "text", Noon));
        var clip = AddClips(1)[0];
        Store.Decisions.Append(Level("d1", clip));
        Store.Quality.Add(SecondOf(clip, "d1"));
        Store.Accounts.Log(Entry());

        Assert.Throws<PostgresException>(() => _project.Execute(sql));
    }

    [SkippableFact]
    public void Text_ThatTheServerCannotHold_IsStoredWithReplacements()
    {
        Store.Clips.Apply([Change("c1", metadata: Core.Clips.ClipMetadata.Empty with { Title = "a\0b\uD800c" })]);

        Assert.Equal("a\uFFFDb\uFFFDc", Store.Clips.Find("c1")!.Metadata.Title);
    }

    [SkippableFact]
    public void Names_LongerThanAnIndexTakes_AreKept()
    {
        var name = string.Concat(Enumerable.Range(0, 2000).Select(i => (char)('א' + (i * 7919 % 24)))) + Guid.NewGuid();

        Store.Clips.Apply([Change("c1", metadata: Core.Clips.ClipMetadata.Empty with { Directors = [new(name)] }), Change("c2", metadata: Core.Clips.ClipMetadata.Empty with { Directors = [new(name)] })]);

        var links = Store.Clips.PersonLinks();
        Assert.Equal(2, links.Count);
        Assert.Equal(links[0].Person, links[1].Person);
        Assert.Equal(name, Store.Clips.PersonNames([links[0].Person])[links[0].Person]);
    }

    [SkippableFact]
    public void ConnectionsLost_BetweenCallsAndInTheMiddle_AreMadeAnew()
    {
        var clip = AddClips(1)[0];
        Store.Decisions.Append(Level("d1", clip));

        CutConnections();
        Assert.Single(Store.Decisions.All());
        CutConnections();
        Assert.True(Store.Decisions.Append(Level("d2", clip)));

        Assert.Equal(["d1", "d2"], Store.Decisions.All().Select(decision => decision.Id));
    }

    [SkippableFact]
    public async Task Decisions_WhileConnectionsAreCut_AreThereOnceInTheOrderTheyWereConfirmed()
    {
        var clip = AddClips(1)[0];
        using var stop = new CancellationTokenSource();
        var cutter = Task.Run(async () =>
        {
            // Some calls get through in between, however slow the machine is.
            for (var cut = 0; cut < 40 && !stop.IsCancellationRequested; cut++)
            {
                CutConnections();
                await Task.Delay(50);
            }
        });

        var added = Enumerable.Range(0, 300).Select(i => Store.Decisions.Append(Level($"d{i}", clip))).ToList();
        await stop.CancelAsync();
        await cutter;

        Assert.All(added, Assert.True);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"d{i}"), Store.Decisions.All().Select(decision => decision.Id));
    }

    [SkippableFact]
    public void Open_SchemaOfANewerProgram_SaysSo()
    {
        Store.Settings.Set("a", "b");
        _project.Execute("INSERT INTO schema_version VALUES (9999, '')");

        Assert.Contains("newer FusionScorer (schema 9999", Assert.Throws<Core.BadInputException>(Open).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Open_TablesOfAnotherProgram_AreLeftAlone()
    {
        _project.Execute($"CREATE SCHEMA {_project.Schema}; CREATE TABLE {_project.Schema}.other (n int)");

        Assert.Contains("another program", Assert.Throws<Core.BadInputException>(Open).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Open_NoSuchProject_IsNotMadeUnasked()
    {
        Assert.Contains("schema is gone", Assert.Throws<Core.BadInputException>(() => PostgresStore.Open(_project.Location, create: false, Clock)).Message, StringComparison.Ordinal);
        Assert.False(StoreLocation.OfPostgres(_project.Location).Exists());
        Assert.Equal(0L, _project.Scalar($"SELECT count(*) FROM pg_namespace WHERE nspname = '{_project.Schema}'"));

        PostgresStore.Open(_project.Location, create: true, Clock).Dispose();
        Assert.True(StoreLocation.OfPostgres(_project.Location).Exists());
    }

    [SkippableFact]
    public void Open_ProjectWhoseSchemaIsGone_SaysWhatNamedIt()
    {
        var file = new ProjectFile { Policy = DefaultPolicy.Policy, Postgres = new PostgresSetting("Host=nowhere", _project.Schema) };
        string? Variables(string name) => name == StoreLocation.Variable ? PostgresProject.Setting : null;

        var message = Assert.Throws<Core.BadInputException>(() => StoreLocation.Of("/projects/films", file, Variables).Open(create: false, Clock)).Message;

        Assert.Contains("correct FUSION_STORE, or begin an empty one with `fusion init /projects/films`", message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Faults_ThatAPersonMends_AreOneLineWithoutThePassword()
    {
        var right = PostgresProject.Setting;
        var cases = new (string Setting, string Says)[]
        {
            ("Host=127.0.0.1;Port=1;Database=x;Username=u;Password=canary", "does not answer"),
            (right + ";Password=canary", "refuses this user or password"),
            (right + ";Database=nowhere", "no such database"),
        };

        foreach (var (setting, says) in cases)
        {
            var message = Assert.Throws<Core.BadInputException>(() => PostgresStore.Open(PostgresLocation.Parse(setting), create: true, Clock)).Message;
            Assert.Contains(says, message, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
            Assert.DoesNotContain(PostgresProject.Password, message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
    }

    protected override string Kept(string text) => text.Replace('\0', '\uFFFD');

    protected override IStore Open() => PostgresStore.Open(_project.Location, create: true, Clock);

    // Those of this project alone: other tests run beside.
    private void CutConnections() => _project.Execute(
        $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'fusionscorer {_project.Schema}' AND pid <> pg_backend_pid()");
}
