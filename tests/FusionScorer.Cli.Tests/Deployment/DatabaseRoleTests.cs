using System.Diagnostics;
using System.Globalization;
using FusionScorer.TestKit;
using FusionScorer.TestKit.Services;
using Npgsql;

namespace FusionScorer.Cli.Tests.Deployment;

/// <summary>The role that the database's script makes can do all that the program needs, and no more.</summary>
public sealed class DatabaseRoleTests
{
    [SkippableFact]
    public async Task Script_MakesARoleThatOwnsOneSchemaAndNothingElse()
    {
        SkipTest.Because(PostgresServer.Unavailable);
        using var server = PostgresServer.Start();
        using var shell = new TestShell();
        await MakeRoleAsync(server, shell.Write("role", "it's a \"secret\" one\n"));
        shell.Variables["FUSION_STORE_PASSWORD"] = "it's a \"secret\" one";
        SyntheticDataSet.Write(shell.At("data"), 200);
        var place = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={server.Port};Database=fusion;Username=fusion");

        await shell.OkAsync("init", "project", "--store", place);
        foreach (var words in (string[][])[["import", shell.At("data")], ["fuse"], ["queue"], ["db", "check"], ["db", "backup", shell.At("copy.db")]])
            await shell.OkAsync([.. words, "--project", shell.At("project")]);

        Assert.DoesNotContain("secret", await File.ReadAllTextAsync(shell.At("project", "fusion.yaml")), StringComparison.Ordinal);
        await using var connection = new NpgsqlConnection($"{place};Password='it''s a \"secret\" one';Pooling=false");
        await connection.OpenAsync();
        foreach (var forbidden in (string[])["CREATE SCHEMA other", "CREATE TABLE public.x (n int)", "CREATE DATABASE other", "CREATE ROLE other", "SELECT pg_read_file('/etc/passwd')", "COPY (SELECT 1) TO PROGRAM 'true'"])
        {
            await using var command = new NpgsqlCommand(forbidden, connection);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    private static async Task MakeRoleAsync(PostgresServer server, string passwordFile)
    {
        var start = new ProcessStartInfo("/bin/sh", [Repository.At("deploy", "postgres-init.sh")]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in ((string, string)[])[
            ("PGHOST", "127.0.0.1"), ("PGPORT", server.Port.ToString(CultureInfo.InvariantCulture)), ("PGUSER", "fusion_admin"), ("PGPASSWORD", server.Password), ("PGDATABASE", "postgres"), ("FUSION_ROLE_PASSWORD_FILE", passwordFile)])
            start.Environment[name] = value;

        // The test server's administrator has the name that the script gives to the role.
        server.Execute("postgres", $"CREATE ROLE fusion_admin LOGIN SUPERUSER PASSWORD '{server.Password}'");
        await using (var connection = new NpgsqlConnection(string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={server.Port};Database=postgres;Username=fusion_admin;Password={server.Password};Pooling=false")))
        {
            await connection.OpenAsync();
            await using var rename = new NpgsqlCommand("ALTER ROLE fusion RENAME TO initial", connection);
            await rename.ExecuteNonQueryAsync();
        }

        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
    }
}
