using FusionScorer.Core.Clips;
using FusionScorer.Library.Policies;
using FusionScorer.Library.Postgres;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Stores;

/// <summary>What goes wrong around a PostgreSQL store, made to happen.</summary>
public sealed class PostgresFaultTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, 123, TimeSpan.Zero);
    private readonly PostgresProject _project = new();
    private PostgresStore? _store;

    private PostgresStore Store => _store ??= PostgresStore.Open(_project.Location, create: true, TimeProvider.System);

    public void Dispose() => _store?.Dispose();

    private static ClipChange Change(string id, string? path = null, ClipMetadata? metadata = null, params LibraryFile[] files) =>
        new(id, path is null ? null : "lib", path, null, metadata ?? ClipMetadata.Empty, [.. files], true);

    private static string Random(int length) => string.Concat(Enumerable.Range(0, length / 32 + 1).Select(_ => Guid.NewGuid().ToString("N")))[..length];

    [SkippableFact]
    public void CommitFails_ThenRepeated_Credits()
    {
        _ = Store.Clips.Count();
        _project.Execute("""
            CREATE SEQUENCE once;
            CREATE FUNCTION die_once() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN IF nextval('once') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); END IF; RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER die AFTER INSERT ON clip DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die_once();
            """);
        Store.Clips.Apply([Change("c1", metadata: ClipMetadata.Empty with { Directors = [new("Ann Smith")] })]);
        Assert.True((long)_project.Scalar("SELECT last_value FROM once")! >= 2);
        Assert.Equal("Ann Smith", Store.Clips.Find("c1")!.Metadata.Directors[0].Name);
        Assert.Single(Store.Clips.PersonLinks());
    }

    [SkippableFact]
    public void CommitFails_ThenRepeated_Decision()
    {
        Store.Clips.Apply([Change("c1")]);
        _project.Execute("""
            CREATE SEQUENCE once;
            CREATE FUNCTION die_once() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN IF nextval('once') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); END IF; RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER die AFTER INSERT ON decision DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die_once();
            """);
        Assert.True(Store.Decisions.Append(new("d1", 1, "ann", "reviewer", DecisionKind.Level, "R", null, "abcd", "G|PG|R", "direct", null, null, false, [], null, null, Noon)));
        Assert.Single(Store.Decisions.All());
    }

    [SkippableFact]
    public void APath_LongerThanAnIndexTakes_IsFound()
    {
        var path = Random(4000);

        Store.Clips.Apply([Change("c1", path)]);

        Assert.Equal("c1", Store.Clips.Find($"lib:{path}")?.ClipId);
    }

    [SkippableFact]
    public void AnId_LongerThanAnIndexTakes_IsOneLine() =>
        Assert.Contains("longer than the server can index", Assert.Throws<Core.BadInputException>(() => Store.Clips.Apply([Change(Random(6000))])).Message, StringComparison.Ordinal);

    [SkippableFact]
    public void NulInClipId() => Store.Clips.Apply([Change("a\0b")]);

    [SkippableTheory]
    [InlineData("order")]
    [InlineData("user")]
    [InlineData("table")]
    public void ReservedSchema(string schema)
    {
        using var store = PostgresStore.Open(PostgresLocation.Parse(PostgresProject.Setting, schema), create: true, TimeProvider.System);
        Assert.Equal(0, store.Clips.Count());
    }

    [SkippableFact]
    public void AsynchronousServer_IsOverruled()
    {
        _ = Store.Clips.Count();
        _project.Execute("CREATE TABLE seen (v text)");
        _project.Execute("CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$; CREATE TRIGGER note AFTER INSERT ON clip FOR EACH ROW EXECUTE FUNCTION note()");
        _store!.Dispose();
        var role = "weak" + Guid.NewGuid().ToString("N")[..8];
        _project.Execute($"CREATE ROLE {role} LOGIN SUPERUSER PASSWORD 'pw'; ALTER ROLE {role} SET synchronous_commit = off");
        _store = PostgresStore.Open(PostgresLocation.Parse(PostgresProject.Setting + $";Username={role};Password=pw", _project.Schema), create: false, TimeProvider.System);
        Store.Clips.Apply([Change("c1")]);
        Assert.Equal("on", _project.Scalar("SELECT v FROM seen"));
    }

    [SkippableTheory]
    [InlineData("Username=fusion;Password=canary;Database=x")]
    [InlineData("Host = 127.0.0.1;Username=fusion;Password=canary;Database=x")]
    [InlineData("postgress://fusion:canary@db/fusion")]
    [InlineData("postgresql+asyncpg://fusion:canary@db/fusion")]
    public void MistypedStore_ShowsNoPassword(string text)
    {
        using var folder = new TempFolder();
        string said;
        try
        {
            var location = StoreLocation.Parse(text, folder.Path, _ => null);
            said = "location: " + location;
            using var store = location.Open(create: true, TimeProvider.System);
        }
        catch (Core.BadInputException e)
        {
            said = "refused: " + e.Message;
        }

        var files = string.Join(" | ", Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories));
        Assert.False((said + files).Contains("canary"), said + "  FILES: " + files);
    }

    [SkippableTheory]
    [InlineData("Host=db;Database=x;Username=u;SSL Password=canary")]
    [InlineData("Host=db;Database=x;Username=u;Pwd=canary")]
    [InlineData("Host=db;Database=x;Username=u;PSW=canary")]
    [InlineData("postgres://u:canary@db/x")]
    public void YamlPassword_IsRefusedWithLineAndWithoutIt(string setting)
    {
        var e = Assert.Throws<Core.BadInputException>(() => ProjectFileReader.Parse("fusion.yaml", $"libraries: {{}}\nstore:\n  postgres: \"{setting}\"\n", "/"));
        Assert.Contains("fusion.yaml:3", e.Message);
        Assert.DoesNotContain("canary", e.Message);
    }

    [SkippableFact]
    public void BadPort_ShowsNoPassword()
    {
        foreach (var text in new[] { "Host=db;Port=abc;Password=canary", "Host=db;Port=99999999999;Password=canary", "postgres://u:canary@db:99999999/x", "Host=db;Nonsense=canary", "postgres://u:can@ary@db/x?sslmode=zz", "Host=db;SSL Mode=canary" })
            Assert.DoesNotContain("canary", Assert.Throws<Core.BadInputException>(() => PostgresLocation.Parse(text)).Message);
    }

    [SkippableFact]
    public void YamlRoundTrip()
    {
        var text = ProjectFileWriter.Text(new ProjectFile { Libraries = [], Policy = DefaultPolicy.Policy, Postgres = new PostgresSetting("Host=db;Database=x", "films") }, "/");
        var read = ProjectFileReader.Parse("f", text, "/");
        Assert.Equal(new PostgresSetting("Host=db;Database=x", "films"), read.Postgres);
    }

    [SkippableFact]
    public void IPv6Address() => Assert.Contains("::1", PostgresLocation.Parse("postgres://u@[::1]:5432/x").ToString());
}
