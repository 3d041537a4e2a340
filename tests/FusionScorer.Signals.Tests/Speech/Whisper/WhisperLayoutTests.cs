using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FusionScorer.Signals.Speech.Whisper;

namespace FusionScorer.Signals.Tests.Speech.Whisper;

public sealed class WhisperLayoutTests
{
    [WhisperFact]
    public async Task Load_LibraryOfThisVersion_IsAccepted() => Assert.NotNull(await SpeechKit.LibraryAsync());

    [Fact]
    public void Load_NoFile_SaysSo()
    {
        var load = WhisperLibrary.Load("/nowhere/libwhisper.so");

        Assert.Null(load.Library);
        Assert.Contains("/nowhere/libwhisper.so", load.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileIsNoLibrary_SaysSo()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("libwhisper.so"), "no library");

        var load = WhisperLibrary.Load(folder.At("libwhisper.so"));

        Assert.Null(load.Library);
        Assert.Contains("cannot be used", load.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', load.Reason!);
    }

    [WhisperFact]
    public async Task Fault_DefaultsAsDocumented_None()
    {
        var (full, context) = await DefaultsAsync();

        Assert.Null(WhisperLayout.Fault("1.9.1", full, "en", context));
    }

    [WhisperFact]
    public async Task Fault_StructureHasAnotherSize_IsCaught()
    {
        var (full, context) = await DefaultsAsync();

        Assert.Contains("312", WhisperLayout.Fault("1.9.1", [.. full, .. new byte[8]], "en", context), StringComparison.Ordinal);
        Assert.Contains("40", WhisperLayout.Fault("1.9.1", full, "en", context.AsSpan(0, 40)), StringComparison.Ordinal);
    }

    [WhisperTheory]
    [InlineData(8)]
    [InlineData(32)]
    [InlineData(116)]
    [InlineData(128)]
    [InlineData(208)]
    [InlineData(300)]
    public async Task Fault_FieldMoved_IsCaught(int offset)
    {
        var (full, context) = await DefaultsAsync();
        BinaryPrimitives.WriteInt32LittleEndian(full.AsSpan(offset), 77);

        Assert.Contains($"offset {offset}", WhisperLayout.Fault("1.9.1", full, "en", context), StringComparison.Ordinal);
    }

    [WhisperFact]
    public async Task Fault_OtherVersionOrLanguageOrContext_IsCaught()
    {
        var (full, context) = await DefaultsAsync();

        Assert.Contains("1.9.2", WhisperLayout.Fault("1.9.2", full, "en", context), StringComparison.Ordinal);
        Assert.Contains("offset 104", WhisperLayout.Fault("1.9.1", full, "e", context), StringComparison.Ordinal);
        context[16] = 0;
        Assert.Contains("whisper_context_params", WhisperLayout.Fault("1.9.1", full, "en", context), StringComparison.Ordinal);
    }

    private static async Task<(byte[] Full, byte[] Context)> DefaultsAsync()
    {
        var api = (await SpeechKit.LibraryAsync()).Api;
        var full = new byte[WhisperLayout.FullParamsSize];
        var context = new byte[WhisperLayout.ContextParamsSize];
        var fullMemory = api.DefaultFullParams(0);
        var contextMemory = api.DefaultContextParams();
        Marshal.Copy(fullMemory, full, 0, full.Length);
        Marshal.Copy(contextMemory, context, 0, context.Length);
        api.FreeFullParams(fullMemory);
        api.FreeContextParams(contextMemory);
        return (full, context);
    }
}
