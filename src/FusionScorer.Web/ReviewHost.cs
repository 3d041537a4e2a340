using FusionScorer.Pipeline.Projects;
using FusionScorer.Pipeline.Reviewing.Desk;
using FusionScorer.Pipeline.Tuning;
using FusionScorer.Web.Accounts;
using FusionScorer.Web.Contracts;
using FusionScorer.Web.Hosting;
using FusionScorer.Web.Library;
using FusionScorer.Web.Media;
using FusionScorer.Web.Progress;
using FusionScorer.Web.Quality;
using FusionScorer.Web.Review;
using FusionScorer.Web.Security;
using FusionScorer.Web.Tuning;
using FusionScorer.Web.Webhooks;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FusionScorer.Web;

/// <summary>The review app of one project.</summary>
public static class ReviewHost
{
    // Each decision waits a few milliseconds for the disk; on few cores the pool would be slow to grow.
    private const int LeastThreads = 64;

    /// <summary>Builds the app; the caller starts and stops it.</summary>
    /// <param name="project">The project; the app does not dispose it.</param>
    /// <param name="desk">Its desk.</param>
    /// <param name="options">Where it listens.</param>
    /// <param name="trials">How policies are tried; null = in this process.</param>
    /// <exception cref="Core.BadInputException">The address or the certificate is of no use.</exception>
    public static WebApplication Build(Project project, ReviewDesk desk, ReviewOptions options, ITrialLearner? trials = null)
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, LeastThreads), completions);
        var builder = WebApplication.CreateSlimBuilder();

        // Keys lie in the user's own folder, for the user alone.
        builder.Logging.ClearProviders().AddProvider(new LineLoggerProvider(options.Log)).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        Listening.Configure(builder, options);
        builder.Services.AddSingleton(project).AddSingleton(project.Clock).AddSingleton(options);
        builder.Services.AddProblemDetails().AddHealthChecks().AddCheck<StoreHealth>("store");
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ReviewJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, AccountJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, QualityJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, LibraryJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ProgressJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, WebhookJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, TuningJson.Default);
        });

        // A fit that is under way is given up: the next start learns again.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(3));
        SignIn.Add(builder.Services, project, options);
        SingleSignOn.Add(builder.Services, options);
        RateLimits.Add(builder.Services);
        ReviewApp.Add(builder.Services);
        TelemetryExport.Add(builder, options);
        builder.Services.AddOpenApi("v1", OpenApiShape.Configure);
        builder.Services.AddReview(desk).AddPlayback().AddTuning().AddProgress().AddWebhooks();
        if (trials is not null)
            builder.Services.AddSingleton(trials);
        return Use(builder.Build());
    }

    private static WebApplication Use(WebApplication app)
    {
        app.Use(SecurityHeaders.InvokeAsync);
        app.UseHostFiltering();

        // What a person must mend, a full disk for example, is over some time: browsers keep answers and send them again.
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = fault => fault is Core.BadInputException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseAuthentication();
        app.Use(CrossSiteGuard.InvokeAsync);
        app.UseRateLimiter();
        app.UseAuthorization();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
        app.MapOpenApi("/api/v1/openapi.json").RequireAuthorization(Access.SignedIn);
        var api = app.MapGroup("/api/v1").RequireAuthorization(Access.SignedIn);
        SessionEndpoints.Map(api);
        SingleSignOn.Map(api, app.Services);
        AccountEndpoints.Map(api);
        SettingsEndpoints.Map(api);
        AuditEndpoints.Map(api);
        ExportEndpoints.Map(api);
        TuningEndpoints.Map(api);
        ProgressEndpoints.Map(api);
        LibraryEndpoints.Map(api);
        QualityEndpoints.Map(api);
        WebhookEndpoints.Map(api);
        api.MapReview();
        api.MapMedia();
        ReviewApp.Map(app);
        return app;
    }
}
