using FusionScorer.Core;
using FusionScorer.Signals.Media;
using FusionScorer.TestKit;
using FusionScorer.TestKit.Services;

namespace FusionScorer.TestRunner;

/// <summary>Debian's own PostgreSQL and RabbitMQ, of which tests start servers for themselves. Installing them starts no service, neither now nor with the machine.</summary>
internal static class ServerPackages
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    // Debian asks policy-rc.d before a package's service starts. It names these services alone: should it be left behind, it bars nothing else.
    private const string Install = """
        set -e
        policy=/usr/sbin/policy-rc.d
        if [ ! -e "$policy" ]; then
          trap 'rm -f "$policy"' EXIT
          trap 'exit 130' INT TERM
          printf '#!/bin/sh\ncase $1 in postgresql*|rabbitmq-server*|epmd*) exit 101 ;; esac\nexit 0\n' >"$policy"
          chmod 755 "$policy"
        fi
        epmd=$(command -v epmd || true)
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends "$@"
        if [ -d /run/systemd/system ]; then systemctl disable --quiet --now "$@" || true; fi
        if [ -d /run/systemd/system ] && [ -z "$epmd" ]; then systemctl disable --quiet --now epmd.service epmd.socket || true; fi
        """;

    private static bool OnDebian => OperatingSystem.IsLinux() && ProgramFactAttribute.Find("apt-get") is not null;

    /// <summary>Installs what is missing, where that is possible; elsewhere says what would have to be done.</summary>
    /// <exception cref="BadInputException">apt-get failed.</exception>
    public static async Task InstallAsync(Action<string> say, CancellationToken cancellation)
    {
        var missing = new List<string>();
        if (PostgresServer.Unavailable is not null)
            missing.Add("postgresql");
        if (RabbitServer.Unavailable is not null)
            missing.Add("rabbitmq-server");
        if (missing.Count == 0)
            return;
        if (!OnDebian || !(Environment.IsPrivilegedProcess || ProgramFactAttribute.Find("sudo") is not null))
        {
            say($"without {string.Join(" and ", missing)} some tests are skipped; install these packages (their services need not run)");
            return;
        }

        say($"installing {string.Join(", ", missing)} with apt-get; no service is started …");
        string[] call = [.. Environment.IsPrivilegedProcess ? (ReadOnlySpan<string>)[] : ["sudo"], "sh", "-c", Install, "sh", .. missing];
        var result = await ProcessRunner.RunAsync(new ProcessCommand(call[0], [.. call.AsSpan(1)]) { TimeLimit = Limit }, cancellation);
        if (!result.Succeeded)
            throw new BadInputException($"apt-get failed: {result.Error.Trim().ReplaceLineEndings(" ")}");
    }

    /// <summary>What is wrong with a run of all tests in CI on Debian that used these servers only; null when both were used.</summary>
    public static string? Fault(IReadOnlyCollection<string> used)
    {
        if (!OnDebian || Environment.GetEnvironmentVariable("CI") != "true")
            return null;
        string[] unused = [.. ((string[])["PostgreSQL", "RabbitMQ"]).Where(server => !used.Contains(server, StringComparer.Ordinal))];
        return unused.Length == 0 ? null : $"no test ran on {string.Join(" and ", unused)}, though Debian has them";
    }
}
