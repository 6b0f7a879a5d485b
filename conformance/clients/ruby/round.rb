# One RSA round of HealthVault-Ruby-Library ("complex") against a Keepwell server. See ../README.md.
require 'net/https'
require 'tmpdir'

# Platform stub: the library always asks for TLS; a loopback server speaks plain http.
Net::HTTP.prepend(Module.new do
  def use_ssl=(flag)
    super(flag && !%w[127.0.0.1 ::1 localhost].include?(address))
  end
end)

def env(name)
  ENV[name] or abort "#{name} is not set"
end

library = File.expand_path(env('KEEPWELL_CLIENT_RUBY'))
PLATFORM_URL = env('KEEPWELL_PLATFORM_URL')
APP_ID = env('KEEPWELL_APP_ID')
USER_TOKEN = env('KEEPWELL_USER_TOKEN')
PEM = File.read(env('KEEPWELL_KEY')) + File.read(env('KEEPWELL_CERT'))

# The library writes hv.log into the working directory and wants key and certificate in one file.
work = Dir.mktmpdir('keepwell-ruby')
at_exit { FileUtils.remove_entry(work) }
Dir.chdir(work)
File.write('app.pem', PEM, perm: 0o600)

require File.join(library, 'lib/complex/lib/healthvault')
include HealthVault

WEIGHT = '3d34d87e-7fc1-4153-800f-f56592cb0d17'

# The checkout has no generated thing types; these are ours, on the library's own base class.
class Plain < WCData::ComplexType
  def initialize(tag, children)
    super()
    self.tag_name = tag
    children.each_with_index do |(name, value), index|
      value = Plain.new(name, value) if value.is_a?(Hash)
      @children[name] = { name: name, class: value.class, value: value, min: 0, max: 1, order: index, place: :element }
    end
  end
end

def weight(kg, key = nil)
  thing = WCData::Thing::Thing.new
  thing.thing_id = key
  thing.type_id = WCData::Thing::ThingType.new
  thing.type_id.data = WEIGHT
  data = WCData::Thing::DataXml.new
  data.anything = Plain.new('weight',
                            'when' => { 'date' => { 'y' => 2026, 'm' => 1, 'd' => 2 }, 'time' => { 'h' => 7, 'm' => 30 } },
                            'value' => { 'kg' => kg })
  data.common = nil
  thing.add_data_xml(data)
  thing
end

def key(id, stamp)
  result = WCData::Thing::ThingKey.new
  result.data = id
  result.version_stamp = stamp
  result
end

def call(connection, method, record_id = nil)
  request = Request.create(method, connection)
  request.header.record_id = record_id
  yield request.info if block_given?
  request.send
end

def put(connection, record_id, thing)
  node = REXML::XPath.first(call(connection, 'PutThings', record_id) { |info| info.add_thing(thing) }.xml, '//thing-id')
  key(node.text, node.attributes['version-stamp'])
end

def get(connection, record_id)
  call(connection, 'GetThings', record_id) do |info|
    group = WCData::Methods::GetThings::ThingRequestGroup.new
    group.format = WCData::Methods::GetThings::ThingFormatSpec.new
    group.format.add_section('core')
    group.format.add_xml('')
    filter = WCData::Methods::GetThings::ThingFilterSpec.new
    filter.add_type_id(WEIGHT)
    group.add_filter(filter)
    info.add_group(group)
  end.info.group[0].thing
end

def kilograms(connection, record_id, id)
  xml = call(connection, 'GetThings', record_id) do |info|
    group = WCData::Methods::GetThings::ThingRequestGroup.new
    group.add_id(id)
    group.format = WCData::Methods::GetThings::ThingFormatSpec.new
    group.format.add_section('core')
    group.format.add_xml('')
    info.add_group(group)
  end.xml
  REXML::XPath.first(xml, '//data-xml/weight/value/kg')&.text&.to_f
end

def step(name)
  yield
  puts "ok #{name}"
rescue StandardError => e
  puts "FAIL #{name} #{e.class}: #{e.message}"
  exit 1
end

def check(condition, message)
  raise message unless condition
end

connection = Application.new(APP_ID, PLATFORM_URL, File.expand_path('app.pem'), '').create_connection
record_id = first = second = nil

step('session') { connection.authenticate; check(connection.session_token, 'no token') }
step('vocabulary') do
  result = call(connection, 'GetVocabulary') do |info|
    info.vocabulary_parameters = WCData::Methods::GetVocabulary::VocabularyParameters.new
    wanted = WCData::Vocab::VocabularyKey.new
    wanted.name = 'thing-types'
    wanted.family = 'wc'
    wanted.version = '1'
    info.vocabulary_parameters.add_vocabulary_key(wanted)
    info.vocabulary_parameters.fixed_culture = 'true'
  end
  check(REXML::XPath.first(result.xml, '//code-item'), 'no code-item')
end
step('person') do
  connection.user_auth_token = USER_TOKEN
  person = call(connection, 'GetPersonInfo').info.person_info
  record_id = person.selected_record_id
  check(record_id == ENV['KEEPWELL_RECORD_ID'], "selected record #{record_id}") if ENV['KEEPWELL_RECORD_ID']
end
step('put') { first = put(connection, record_id, weight(81.5)); check(first.version_stamp, 'no version stamp') }
step('get') do
  check(get(connection, record_id).any? { |thing| thing.thing_id.data == first.data }, 'the weight is not listed')
  check(kilograms(connection, record_id, first.data) == 81.5, 'wrong kilograms')
end
step('update') do
  second = put(connection, record_id, weight(80.25, key(first.data, first.version_stamp)))
  check(second.data == first.data && second.version_stamp != first.version_stamp, 'id or stamp wrong')
  check(kilograms(connection, record_id, first.data) == 80.25, 'old value read back')
end
step('stale') do
  refused = begin
    put(connection, record_id, weight(79, key(first.data, first.version_stamp)))
    false
  rescue StandardError => e
    e.instance_of?(StandardError) # the library's own class for a refusal
  end
  check(refused, 'an old version stamp was accepted')
end
step('remove') { call(connection, 'RemoveThings', record_id) { |info| info.add_thing_id(second) } }
step('gone') { check(get(connection, record_id).none? { |thing| thing.thing_id.data == first.data }, 'still listed') }
