using System.Diagnostics;
using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Machine;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Checkpoints;

/// <summary>Workers that are killed without warning, as a power cut or the kernel does it.</summary>
public sealed class KilledRunTests
{
    private const int Kills = 20;

    [Fact]
    public void Trial_KilledTwentyTimesAndResumed_EndsWithTheBitsOfAnUninterruptedRun()
    {
        using var tiny = new TinyRun();
        var (whole, killed) = (Prepared(tiny, "whole"), Prepared(tiny, "killed"));
        var random = new Random(20);
        using var other = Start(whole);                                             // at the same time

        for (var i = 0; i < Kills; i++)
        {
            Kill(killed, afterSteps: random.Next(1, 4), TimeSpan.FromMilliseconds(random.Next(60)));
            Assert.All(Checkpoint.AllOf(killed.Checkpoint), AssertIsWhole);
        }
        var steps = Checkpoint.AllOf(killed.Checkpoint)[^1].Step;
        using var last = Start(killed);
        AssertFinishes(last);
        AssertFinishes(other);

        Assert.InRange(steps, 1, 119);                                              // every kill met a run under way
        foreach (var file in new[] { Checkpoint.Weights, Checkpoint.Optimiser })
            Assert.Equal(File.ReadAllBytes(Last(whole, file)), File.ReadAllBytes(Last(killed, file)));
        Assert.Equal(Losses(whole), Losses(killed));
        Assert.Empty(Directory.GetDirectories(killed.Checkpoint, "*.part"));
        Assert.Equal([118, 119, 120], Checkpoint.AllOf(killed.Checkpoint).Select(checkpoint => checkpoint.Step));
    }

    private static TrialFolder Prepared(TinyRun tiny, string name)
    {
        var folder = new TrialFolder($"{tiny.Folder}/{name}");
        Directory.CreateDirectory(folder.Path);
        var config = LayeredConfig.Read(tiny.File, [
            "training.steps=120", "training.checkpointSteps=1", "training.encoderSteps=9", "training.keepLast=3",
            "training.batchSize=1", "evaluate.shown=0", "metrics=null"]);
        File.WriteAllText(folder.Config, config.ToJson());
        return folder;
    }

    private static void Kill(TrialFolder folder, int afterSteps, TimeSpan delay)
    {
        using var channel = new ProcessChannel();
        using var steps = new SemaphoreSlim(0);
        var reading = channel.ReadAsync(line =>
        {
            if (WorkerMessage.Parse(line) is { Phase: WorkerMessage.Train })
                steps.Release();
        });
        using var worker = Start(folder, ProcessChannel.Option, channel.Name);
        for (var step = 0; step < afterSteps; step++)
            Assert.True(steps.Wait(TimeSpan.FromMinutes(1)), "It has ended, or stands still.");
        Thread.Sleep(delay);
        worker.Kill(); // SIGKILL
        worker.WaitForExit();
        channel.End();
        reading.Wait();
        Assert.Equal(128 + 9, worker.ExitCode);
    }

    private static void AssertFinishes(Process worker)
    {
        worker.StandardOutput.ReadToEnd();
        worker.WaitForExit();
        Assert.Equal(0, worker.ExitCode);
    }

    private static Process Start(TrialFolder folder, params string[] more)
    {
        var worker = Process.Start(new ProcessStartInfo("dotnet", [TestFolder.Program, "trial", folder.Path, .. more])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
        worker.ErrorDataReceived += (_, _) => { };
        worker.BeginErrorReadLine();
        return worker;
    }

    private static void AssertIsWhole(Checkpoint checkpoint)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(checkpoint.Step, checkpoint.ReadManifest().Training!.Step);
        Assert.Equal(1, checkpoint.ReadManifest().Threads);
        Assert.NotEmpty(checkpoint.Read(Checkpoint.Weights));
        Assert.NotEmpty(checkpoint.Read(Checkpoint.Optimiser));
    }

    private static string Last(TrialFolder folder, string file) =>
        Path.Combine(Checkpoint.AllOf(folder.Checkpoint)[^1].Path, file);

    private static IEnumerable<(int, double?, double)> Losses(TrialFolder folder) =>
        Checkpoint.AllOf(folder.Checkpoint)[^1].ReadManifest().Training!.Losses
            .Select(point => (point.Step, point.Diffusion, point.Prior));
}
