using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Pipeline.Engines.Models;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion models trust FILE</c>: the explicit yes to a model that no manifest vouches for.</summary>
internal static class ModelTrustCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("FILE") { Description = "A model file of your own (whisper.cpp's GGML format), then named as speech.model in fusion.yaml." };
        var forget = new Option<bool>("--forget") { Description = "Takes the trust back." };
        var command = new Command("trust", "Lets this machine load a model file that the manifest does not know. What is trusted is its content, by SHA-256.") { file, forget };
        command.SetAction(async (parsed, cancellation) =>
        {
            var shell = common.Shell;
            var path = shell.Absolute(parsed.GetValue(file)!);
            var trusted = new TrustedModels(shell.Environment);
            if (parsed.GetValue(forget))
            {
                if (await trusted.RemoveAsync(path, cancellation) == 0)
                    throw new BadInputException(path, 0, "was not trusted; nothing to forget");
                Say(common, parsed, new TrustedModel("", path, shell.Clock.GetUtcNow()), trusts: false, $"no longer trusted: {path}");
                return ExitCode.Done;
            }

            var model = await trusted.AddAsync(path, shell.Clock.GetUtcNow(), cancellation);
            Say(common, parsed, model, trusts: true, $"trusted on this machine: {model.Path} (SHA-256 {model.Sha256}); take it back with --forget");
            return ExitCode.Done;
        });
        return command;
    }

    private static void Say(CommonOptions common, ParseResult parsed, TrustedModel model, bool trusts, string line)
    {
        if (!common.Json(parsed))
        {
            common.Shell.Tables.Note(line);
            return;
        }

        JsonOut.Document(common.Shell, "fusion.models.trust/1", json =>
        {
            json.WriteString("path", model.Path);
            json.WriteString("sha256", model.Sha256);
            json.WriteBoolean("trusted", trusts);
        });
    }
}
