using FusionScorer.Cli;

return await FusionCli.RunAsync(args, Shell.OfProcess());
