using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Conditioning;

public sealed class ConditioningRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersTheParts()
    {
        var services = new ServiceCollection();

        new ConditioningRegistration().Register(services);

        PartRegistration[] expected =
        [
            new("conditioning", "speaker", typeof(IConditioner), typeof(SpeakerConditioner), typeof(SpeakerOptions)),
            new("conditioning", "melstyle", typeof(IConditioner), typeof(MelStyleConditioner),
                typeof(MelStyleOptions)),
            new("conditioning", "emotion", typeof(IConditioner), typeof(EmotionConditioner), typeof(ConditionerOptions))
        ];
        Assert.Equal(expected, services.Select(service => service.ImplementationInstance).OfType<PartRegistration>());
        Type[] weights = [typeof(GradTtsSpeakerWeights), typeof(MatchaSpeakerWeights)];
        Assert.Equal(weights, services.Where(service => service.ServiceType == typeof(IForeignWeights))
            .Select(service => service.ImplementationType!));
    }
}
