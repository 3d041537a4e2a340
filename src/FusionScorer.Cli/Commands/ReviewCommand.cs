using System.CommandLine;
using System.Diagnostics;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Web;
using FusionScorer.Web.Accounts;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion review</c>: starts the review app.</summary>
internal static class ReviewCommand
{
    private const int HighestPort = 65535;

    public static Command Create(CommonOptions common)
    {
        var port = new Option<int>("--port") { Description = "Port to listen on; 0 for any free one.", HelpName = "N", DefaultValueFactory = _ => ReviewOptions.UsualPort };
        var bind = new Option<string>("--bind") { Description = "Address to listen on; anything but loopback should have a --certificate.", HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1" };
        var hosts = new Option<string[]>("--host") { Description = "A name under which browsers reach it, when it is not this machine's own.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        var certificate = new Option<string?>("--certificate") { Description = "A PKCS #12 file for HTTPS; its password in FUSION_CERTIFICATE_PASSWORD.", HelpName = "FILE" };
        var reset = new Option<string?>("--reset") { Description = "Prints a one-time link by which an account gets a new password, and ends.", HelpName = "NAME" };
        var open = new Option<bool>("--open") { Description = "Opens the address in a browser." };
        var command = new Command("review", "Starts the review app, where people decide.") { port, bind, hosts, certificate, reset, open };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (common.Json(parsed))
                throw new BadInputException("review is a server; its API speaks JSON: GET /api/v1/openapi.json");
            if (parsed.GetValue(port) is < 0 or > HighestPort)
                throw new BadInputException($"--port {parsed.GetValue(port)} is out of range; ports go from 0 to {HighestPort}");
            using var project = common.OpenInStep(parsed);
            var options = new ReviewOptions
            {
                Bind = parsed.GetValue(bind)!,
                Port = parsed.GetValue(port),
                Hosts = parsed.GetValue(hosts) ?? [],
                Certificate = parsed.GetValue(certificate) is { } file ? common.Shell.Absolute(file) : null,
                Environment = common.Shell.Environment,
                Log = common.Shell.Notes.Note,
            };
            if (parsed.GetValue(reset) is { } name)
            {
                common.Shell.Tables.Note($"{Scheme(options)}://{Host(options)}:{options.Port}{FirstAdministrator.Reset(project, name)}");
                return ExitCode.Done;
            }

            return await RunAsync(common.Shell, project, options, parsed.GetValue(open), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(Shell shell, Project project, ReviewOptions options, bool open, CancellationToken cancellation)
    {
        shell.Notes.Note("reading the library …");
        var desk = ReviewDesk.Open(project, LearnCommand.LearnerFor(project));
        await using var app = ReviewHost.Build(project, desk, options, LearnCommand.TrialLearnerFor(project));
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException) when (options.Port != 0)
        {
            throw new BadInputException($"port {options.Port} of {options.Bind} is taken; choose another with --port N, or any free one with --port 0");
        }

        var address = $"{Scheme(options)}://{Host(options)}:{new Uri(app.Urls.First()).Port}";
        shell.Tables.Heading($"Review: {address}");
        if (FirstAdministrator.Welcome(project) is { } welcome)
        {
            shell.Tables.Note("first start: make yourself the administrator with this link (once, within 24 hours)");
            shell.Out.WriteLine($"  {address}{welcome}");
        }

        if (!options.IsLoopback && options.Certificate is null)
            shell.Notes.Note($"warning: {options.Bind} can be reached from elsewhere, and passwords travel unencrypted; give a --certificate, or put a TLS proxy before it");
        shell.Notes.Note("Ctrl+C ends it; nothing that was acknowledged is lost");
        if (open)
            Browse(shell, address);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            await app.StopAsync(CancellationToken.None);
        }

        return ExitCode.Done;
    }

    private static string Scheme(ReviewOptions options) => options.Certificate is null ? "http" : "https";

    private static string Host(ReviewOptions options) => options.Bind switch
    {
        "0.0.0.0" or "::" => Environment.MachineName,
        var address when address.Contains(':', StringComparison.Ordinal) => $"[{address}]",
        var address => address,
    };

    private static void Browse(Shell shell, string address)
    {
        try
        {
            var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "explorer" : OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address]) { UseShellExecute = false };
            using var browser = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            shell.Notes.Note($"no browser could be started; open {address}");
        }
    }
}
